using Kirana.Numerics.Kernels;
using Kirana.Numerics.Threading;

namespace Kirana.Numerics.LinearAlgebra;

/// <summary>The inverse of a large symmetric positive definite matrix in place, by several threads.</summary>
/// <remarks>
/// <para>Blocks of rows are swept one after another (Goodnight, "A tutorial on the SWEEP operator", The American Statistician 33,
/// 1979, in block form): with the pivot block D = A_pp⁻¹ and W = D·A_p•, every other element becomes a_ij − Σ_k a_ki·w_kj, the
/// block's rows become W and the pivot −D; after all blocks A holds −A⁻¹. The matrix stays symmetric all the way, so only its upper
/// triangle is touched: n³/2 multiply-adds. Pivot blocks are Schur complements and therefore positive definite; they are inverted in
/// double.</para>
/// <para>The bits are the same at every number of threads and register width.</para>
/// </remarks>
public static class SymmetricInverse
{
    /// <summary>Rows swept at once: two buffers of so many rows, and one pass over the matrix for each.</summary>
    private const int SweptRows = 256;

    /// <summary>Rows and columns of a tile of the matrix that one thread updates at a time.</summary>
    private const int TileSize = 512;

    /// <summary>The greatest order: its square is the longest array.</summary>
    public const int MostRows = 46_340;

    /// <summary>Inverts a matrix in place.</summary>
    /// <param name="a">A, (n × n), row-major; only the upper triangle is read. On success both triangles hold A⁻¹; on failure and after
    /// cancellation the contents are undefined.</param>
    /// <param name="n">The order of A, at most <see cref="MostRows"/>; 0 succeeds.</param>
    /// <param name="threads">The most threads to use, at least 1.</param>
    /// <param name="cancellation">Looked at before each tile.</param>
    /// <param name="progress">Told the share of the work that is done, 0 to 1.</param>
    /// <returns><see langword="false"/> if A is not positive definite to working precision, or holds NaN.</returns>
    /// <exception cref="ArgumentException">The array does not hold exactly n² elements.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static bool TryInvert(float[] a, int n, int threads, CancellationToken cancellation = default, Action<double>? progress = null) =>
        TryInvert(Simd.Width, a, n, threads, cancellation, progress);

    /// <summary>The form for a register width.</summary>
    internal static bool TryInvert(SimdWidth width, float[] a, int n, int threads, CancellationToken cancellation, Action<double>? progress)
    {
        ArgumentNullException.ThrowIfNull(a);
        Shapes.Matrix(a.Length, n, n, nameof(a));
        var rows = new float[(long)Math.Min(SweptRows, n) * n];
        var products = new float[rows.Length];
        for (var start = 0; start < n; start += SweptRows)
        {
            var count = Math.Min(SweptRows, n - start);
            if (!TryInvertPivot(a, n, start, count, out var pivot))
                return false;
            CopyRows(a, n, start, count, rows);
            Blocks.Run(n, TileSize, threads, cancellation, (_, first, end) => Multiply(width, pivot, count, rows, products, n, first, end));
            Update(width, a, n, count, rows, products, threads, cancellation);
            Replace(a, n, start, count, products, pivot);
            progress?.Invoke((double)(start + count) / n);
        }

        for (var i = 0; i < n; i++)
            foreach (ref var element in a.AsSpan(i * n + i, n - i))
                element = -element;
        Triangle.CopyUpperToLower(a.AsSpan(), n);
        return true;
    }

    /// <summary>D = A_pp⁻¹ (count × count).</summary>
    private static bool TryInvertPivot(float[] a, int n, int start, int count, out float[] pivot)
    {
        pivot = new float[count * count];
        var factor = new double[pivot.Length];
        for (var i = 0; i < count; i++)
            for (var j = 0; j <= i; j++)
                factor[i * count + j] = a[(start + j) * n + start + i];
        if (!Cholesky.TryFactor(factor, count))
            return false;
        var column = new double[count];
        for (var j = 0; j < count; j++)
        {
            Array.Clear(column);
            column[j] = 1;
            Cholesky.Solve(factor, count, column);
            // One triangle serves both, so that the pivot is exactly symmetric.
            for (var i = 0; i <= j; i++)
                pivot[i * count + j] = pivot[j * count + i] = (float)column[i];
        }

        return true;
    }

    /// <summary>The rows to sweep over all columns, zero in the pivot block, which the update must leave alone.</summary>
    private static void CopyRows(float[] a, int n, int start, int count, float[] rows)
    {
        for (var j = 0; j < start; j++)
            for (var k = 0; k < count; k++)
                rows[k * n + j] = a[j * n + start + k];
        for (var k = 0; k < count; k++)
        {
            rows.AsSpan(k * n + start, count).Clear();
            a.AsSpan((start + k) * n + start + count, n - start - count).CopyTo(rows.AsSpan(k * n + start + count));
        }
    }

    /// <summary>W = D·rows for a range of columns.</summary>
    private static void Multiply(SimdWidth width, float[] pivot, int count, float[] rows, float[] products, int n, int first, int end)
    {
        for (var k = 0; k < count; k++)
            products.AsSpan(k * n + first, end - first).Clear();
        Add(width, count, end - first, count, new Strided<float>(pivot, count, 1), new Strided<float>(rows.AsSpan(first), n, 1),
            products.AsSpan(first), n, subtract: false, right: count);
    }

    /// <summary>A ← A − rowsᵀ·W on and above the diagonal.</summary>
    private static void Update(SimdWidth width, float[] a, int n, int count, float[] rows, float[] products, int threads, CancellationToken cancellation)
    {
        var side = (n + TileSize - 1) / TileSize;
        Blocks.Run(side * side, 1, threads, cancellation, (tile, _, _) =>
        {
            var (i0, j0) = (tile / side * TileSize, tile % side * TileSize);
            if (j0 < i0)
                return;
            var (height, breadth) = (Math.Min(TileSize, n - i0), Math.Min(TileSize, n - j0));
            Add(width, height, breadth, count, new Strided<float>(rows.AsSpan(i0), 1, n), new Strided<float>(products.AsSpan(j0), n, 1),
                a.AsSpan(i0 * n + j0), n, subtract: true, right: j0 - i0);
        });
    }

    /// <summary>Puts W and −D where the swept rows stood.</summary>
    private static void Replace(float[] a, int n, int start, int count, float[] products, float[] pivot)
    {
        for (var j = 0; j < start; j++)
            for (var k = 0; k < count; k++)
                a[j * n + start + k] = products[k * n + j];
        for (var k = 0; k < count; k++)
        {
            for (var j = k; j < count; j++)
                a[(start + k) * n + start + j] = -pivot[k * count + j];
            products.AsSpan(k * n + start + count, n - start - count).CopyTo(a.AsSpan((start + k) * n + start + count));
        }
    }

    /// <summary>C ← C ± A·B in the form for a register width; what lies below the diagonal may become undefined.</summary>
    private static void Add(SimdWidth width, int m, int n, int depth, Strided<float> a, Strided<float> b, Span<float> c, int cStep, bool subtract, int right)
    {
        switch (width)
        {
            case SimdWidth.Bits512:
                Product<Register512<float>, float>.Add(m, n, depth, a, b, c, cStep, subtract, right);
                break;
            case SimdWidth.Bits256:
                Product<Register256<float>, float>.Add(m, n, depth, a, b, c, cStep, subtract, right);
                break;
            case SimdWidth.Bits128:
                Product<Register128<float>, float>.Add(m, n, depth, a, b, c, cStep, subtract, right);
                break;
            default:
                Plain(m, n, depth, a, b, c, cStep, subtract, right);
                break;
        }
    }

    /// <summary>The plain form that defines the bits: one chain of fused multiply-adds for each element, in the order of k.</summary>
    private static void Plain(int m, int n, int depth, Strided<float> a, Strided<float> b, Span<float> c, int cStep, bool subtract, int right)
    {
        for (var i = 0; i < m; i++)
            for (var j = Math.Max(0, i - right); j < n; j++)
            {
                var sum = c[i * cStep + j];
                for (var k = 0; k < depth; k++)
                {
                    var factor = b.From(k, j)[0];
                    sum = float.FusedMultiplyAdd(a.From(i, k)[0], subtract ? -factor : factor, sum);
                }

                c[i * cStep + j] = sum;
            }
    }
}
