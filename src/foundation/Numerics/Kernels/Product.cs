using System.Numerics;
using System.Runtime.CompilerServices;

namespace Kirana.Numerics.Kernels;

/// <summary>C ← C ± A·B by blocks that fit the caches, after Goto and van de Geijn, "Anatomy of high-performance matrix
/// multiplication", ACM TOMS 34 (2008).</summary>
/// <remarks>A block of B of <see cref="Depth"/> × <see cref="BColumns"/> stays in the second-level cache and its current panel in the first,
/// while a block of A of <see cref="ARows"/> × <see cref="Depth"/> runs past it. Each element of C takes its products in the order of k.</remarks>
internal static class Product<TRegister, T>
    where TRegister : struct, IRegister<TRegister, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int Depth = 256;
    private const int ARows = 128;
    private const int BColumns = 512;

    /// <summary>Adds or subtracts a product.</summary>
    /// <param name="m">Rows of A and C.</param>
    /// <param name="n">Columns of B and C.</param>
    /// <param name="depth">Columns of A, rows of B.</param>
    /// <param name="a">A.</param>
    /// <param name="b">B.</param>
    /// <param name="c">C, whose rows begin <paramref name="cStep"/> elements apart.</param>
    /// <param name="cStep">Elements between two rows of C.</param>
    /// <param name="subtract">C ← C − A·B instead.</param>
    /// <param name="upperOnly">Only C's upper triangle is wanted; below it the contents become undefined.</param>
    public static void Add(int m, int n, int depth, Strided<T> a, Strided<T> b, Span<T> c, int cStep, bool subtract, bool upperOnly)
    {
        var (rows, columns) = (Tile<TRegister, T>.Rows, Tile<TRegister, T>.Columns);
        var most = Math.Min(Depth, depth);
        var sizeOfA = RoundUp(Math.Min(ARows, m), rows) * most;
        var sizeOfB = RoundUp(Math.Min(BColumns, n), columns) * most;
        var scratch = Scratch<T>.Take(sizeOfB + sizeOfA + Tile<TRegister, T>.Room);
        var packedB = scratch[..sizeOfB];
        var packedA = scratch.Slice(sizeOfB, sizeOfA);
        var room = scratch[(sizeOfB + sizeOfA)..];

        for (var k0 = 0; k0 < depth; k0 += Depth)
        {
            var kCount = Math.Min(Depth, depth - k0);
            for (var j0 = 0; j0 < n; j0 += BColumns)
            {
                var jCount = Math.Min(BColumns, n - j0);
                Panels.Pack(packedB, columns, jCount, kCount, b.From(k0, j0), b.ColumnStep, b.RowStep);
                if (subtract)
                    Panels.Negate<TRegister, T>(packedB[..(RoundUp(jCount, columns) * kCount)]);
                for (var i0 = 0; i0 < m && !(upperOnly && j0 + jCount <= i0); i0 += ARows)
                {
                    var iCount = Math.Min(ARows, m - i0);
                    Panels.Pack(packedA, rows, iCount, kCount, a.From(i0, k0), a.RowStep, a.ColumnStep);
                    // How far the block lies right of the diagonal; without a triangle, so far that no row is below.
                    var right = upperOnly ? j0 - i0 : ARows;
                    AddBlock(iCount, jCount, kCount, packedA, packedB, c[(i0 * cStep + j0)..], cStep, right, room);
                }
            }
        }
    }

    private static void AddBlock(
        int m, int n, int depth, ReadOnlySpan<T> packedA, ReadOnlySpan<T> packedB, Span<T> c, int cStep, int right, Span<T> room)
    {
        var (rows, columns) = (Tile<TRegister, T>.Rows, Tile<TRegister, T>.Columns);
        for (var j = 0; j < n; j += columns)
        {
            ref readonly var panelB = ref packedB[j * depth];
            var jCount = Math.Min(columns, n - j);
            for (var i = 0; i < m && i < right + j + columns; i += rows)
            {
                ref readonly var panelA = ref packedA[i * depth];
                var iCount = Math.Min(rows, m - i);
                if (iCount == rows && jCount == columns)
                    Tile<TRegister, T>.Add(depth, in panelA, rows, in panelB, ref c[i * cStep + j], cStep);
                else
                    Tile<TRegister, T>.AddPartial(depth, in panelA, rows, in panelB, c[(i * cStep + j)..], cStep, iCount, jCount, room);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int RoundUp(int value, int multiple) => (value + multiple - 1) / multiple * multiple;
}
