using Kirana.Data;
using Kirana.Numerics.Kernels;

namespace Kirana.Learn.Components;

/// <summary>Eigenvalues and eigenvectors of a symmetric matrix.</summary>
/// <remarks>Householder's reflections make it tridiagonal, QL steps with implicit shifts diagonal (Golub and Van Loan, "Matrix computations", 4th ed. 2013, sections 8.3.1 and 8.3.5; Dubrulle, Martin and Wilkinson, "The
/// implicit QL algorithm", Numerische Mathematik 12, 1968). Cost: about 9n³ operations. Errors of eigenvalues are a few roundings of the greatest.</remarks>
internal static class SymmetricEigen
{
    private const int MostSteps = 60;

    /// <summary>Finds them.</summary>
    /// <param name="matrix">The matrix (n × n), row by row; used up: row k becomes the vector of value k.</param>
    /// <param name="size">n.</param>
    /// <returns>The values, the greatest first.</returns>
    /// <exception cref="NotConvergedException">The matrix holds NaN or infinities.</exception>
    public static double[] Of(double[] matrix, int size)
    {
        var (diagonal, beside) = (new double[size], new double[size]);
        Tridiagonalise(matrix, size, diagonal, beside);
        Diagonalise(matrix, size, diagonal, beside);
        int[] order = [.. Enumerable.Range(0, size).OrderByDescending(k => diagonal[k])];
        var vectors = new double[matrix.Length];
        for (var k = 0; k < size; k++)
            matrix.AsSpan(order[k] * size, size).CopyTo(vectors.AsSpan(k * size));
        vectors.CopyTo(matrix, 0);
        return Array.ConvertAll(order, k => diagonal[k]);
    }

    /// <summary>A = Qᵀ·T·Q by reflections from the last row up; the matrix becomes Q, whose rows the steps of QL turn into eigenvectors.</summary>
    private static void Tridiagonalise(double[] a, int n, double[] diagonal, double[] beside)
    {
        var (reflections, products) = (new List<(int Row, double[] Vector, double Factor)>(), new double[n]);
        for (var i = n - 1; i > 1; i--)
        {
            var row = a.AsSpan(i * n, i);
            var scale = 0.0;
            foreach (var value in row[..^1])
                scale += Math.Abs(value);
            beside[i] = row[^1];
            if (scale is 0)
                continue;
            var (vector, square) = (row.ToArray(), 0.0);
            foreach (var value in vector)
                square += value * value;
            var length = vector[^1] > 0 ? -Math.Sqrt(square) : Math.Sqrt(square);
            var factor = square - vector[^1] * length;
            vector[^1] -= length;
            beside[i] = length;
            Reflect(a, n, i, vector, factor, products);
            reflections.Add((i, vector, factor));
        }

        if (n > 1)
            beside[1] = a[n];
        for (var i = 0; i < n; i++)
            diagonal[i] = a[i * n + i];
        Array.Clear(a);
        for (var i = 0; i < n; i++)
            a[i * n + i] = 1;
        // Q = the product of the reflections, from the last one made, which touches the fewest rows.
        for (var r = reflections.Count - 1; r >= 0; r--)
        {
            var (i, vector, factor) = reflections[r];
            for (var j = 0; j < i; j++)
            {
                var own = a.AsSpan(j * n, i);
                var share = Dot.Of(own, vector) / factor;
                Axpy.Add(-share, vector, own);
            }
        }
    }

    /// <summary>The leading block of i rows ← H·A·H with H = 1 − v·vᵀ/factor: A − v·qᵀ − q·vᵀ.</summary>
    private static void Reflect(double[] a, int n, int i, double[] vector, double factor, double[] products)
    {
        var shared = 0.0;
        for (var j = 0; j < i; j++)
        {
            products[j] = Dot.Of(a.AsSpan(j * n, i), vector) / factor;
            shared += products[j] * vector[j];
        }

        shared /= 2 * factor;
        for (var j = 0; j < i; j++)
            products[j] -= shared * vector[j];
        for (var j = 0; j < i; j++)
        {
            var row = a.AsSpan(j * n, i);
            Axpy.Add(-vector[j], products.AsSpan(0, i), row);
            Axpy.Add(-products[j], vector, row);
        }
    }

    private static void Diagonalise(double[] vectors, int n, double[] diagonal, double[] beside)
    {
        for (var i = 1; i < n; i++)
            beside[i - 1] = beside[i];
        if (n > 0)
            beside[n - 1] = 0;
        for (var first = 0; first < n; first++)
            for (var step = 0; ; step++)
            {
                var last = first;
                while (last < n - 1 && Math.Abs(beside[last]) > 1.1e-16 * (Math.Abs(diagonal[last]) + Math.Abs(diagonal[last + 1])))
                    last++;
                if (last == first)
                    break;
                if (step == MostSteps)
                    throw new NotConvergedException($"An eigenvalue was not found in {MostSteps} steps; expected a matrix of finite numbers.", step, double.NaN);
                Step(vectors, n, diagonal, beside, first, last);
            }
    }

    /// <summary>One QL step on the rows from the first to the last, which hang together, by rotations of two rows each.</summary>
    private static void Step(double[] vectors, int n, double[] diagonal, double[] beside, int first, int last)
    {
        // Wilkinson's shift: the eigenvalue of the leading 2 × 2 block nearer to its first element.
        var half = (diagonal[first + 1] - diagonal[first]) / (2 * beside[first]);
        var root = Length(half, 1);
        var shifted = diagonal[last] - diagonal[first] + beside[first] / (half + (half >= 0 ? root : -root));
        var (sine, cosine, pending) = (1.0, 1.0, 0.0);
        for (var i = last - 1; i >= first; i--)
        {
            var (bulge, off) = (sine * beside[i], cosine * beside[i]);
            var length = Length(bulge, shifted);
            beside[i + 1] = length;
            if (length is 0)
            {
                // The matrix fell apart: what is pending is given back, and the next step takes the parts.
                diagonal[i + 1] -= pending;
                beside[last] = 0;
                return;
            }

            (sine, cosine) = (bulge / length, shifted / length);
            var lower = diagonal[i + 1] - pending;
            var turned = (diagonal[i] - lower) * sine + 2 * cosine * off;
            pending = sine * turned;
            diagonal[i + 1] = lower + pending;
            shifted = cosine * turned - off;
            Rotate(vectors.AsSpan(i * n, n), vectors.AsSpan((i + 1) * n, n), cosine, sine);
        }

        diagonal[first] -= pending;
        beside[first] = shifted;
        beside[last] = 0;
    }

    private static void Rotate(Span<double> one, Span<double> other, double cosine, double sine)
    {
        for (var j = 0; j < one.Length; j++)
            (one[j], other[j]) = (cosine * one[j] - sine * other[j], sine * one[j] + cosine * other[j]);
    }

    private static double Length(double x, double y)
    {
        var (great, small) = (Math.Max(Math.Abs(x), Math.Abs(y)), Math.Min(Math.Abs(x), Math.Abs(y)));
        return great is 0 ? 0 : great * Math.Sqrt(1 + small / great * (small / great));
    }
}
