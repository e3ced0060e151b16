using Kirana.Numerics.Kernels;

namespace Kirana.Numerics.LinearAlgebra;

/// <summary>All eigenvalues and eigenvectors of a dense symmetric matrix of moderate order.</summary>
/// <remarks>
/// <para>Householder reflections make the matrix tridiagonal, implicit QL steps with Wilkinson's shift make that diagonal (Golub and
/// Van Loan, "Matrix computations", 4th ed. 2013, §8.3): about 9·n³ operations. Eigenvalues are exact to a few ulp of the greatest one.</para>
/// <para>The bits are the same at every register width.</para>
/// </remarks>
public static class SymmetricEigen
{
    /// <summary>Steps for one eigenvalue; two are usual.</summary>
    private const int MostSteps = 60;

    private const double UnitRoundoff = 1.0 / (1L << 53);

    /// <summary>Decomposes A = Σᵢ λᵢ·vᵢvᵢᵀ in place.</summary>
    /// <param name="a">A, (n × n), row-major, both triangles. On success row i holds vᵢ, of length 1; on failure the contents are undefined.</param>
    /// <param name="n">The order of A; 0 succeeds.</param>
    /// <param name="values">λ, the greatest first, beside the rows.</param>
    /// <returns><see langword="false"/> if A holds a value that is not finite.</returns>
    /// <exception cref="ArgumentException">A span does not hold exactly n² or n elements.</exception>
    public static bool TryDecompose(Span<double> a, int n, Span<double> values)
    {
        Shapes.Matrix(a.Length, n, n, nameof(a));
        Shapes.Equal(values.Length, n, nameof(values));
        var largest = 0.0;
        foreach (var element in a)
        {
            if (!double.IsFinite(element))
                return false;
            largest = Math.Max(largest, Math.Abs(element));
        }

        // What is left of zeros where A has no full rank is rounding: taken for more, it grows ever smaller and never settles.
        var nothing = UnitRoundoff * largest;
        var beside = new double[n];
        var vectors = new double[n * n];
        Reduce(a, n, nothing, values, beside, vectors);
        if (!Iterate(nothing, values, beside, vectors, n))
            return false;
        Sort(values, vectors, n, a);
        return true;
    }

    /// <summary>Makes A tridiagonal: A = QTQᵀ with T's diagonal and the one beside it; rows of <paramref name="vectors"/> become Q's columns.</summary>
    private static void Reduce(Span<double> a, int n, double nothing, Span<double> diagonal, Span<double> beside, Span<double> vectors)
    {
        var factors = new double[n];
        var product = new double[n];
        for (var k = 0; k < n; k++)
        {
            diagonal[k] = a[k * n + k];
            if (k + 1 == n)
                break;
            var v = a.Slice(k * n + k + 1, n - k - 1);
            if (v.Length == 1 || Math.Sqrt(Dot.Of(v[1..], v[1..])) <= nothing)
            {
                beside[k] = v[0];
                continue;
            }

            // The reflection I − factor·v·vᵀ takes the row to (beside, 0, …, 0).
            beside[k] = v[0] > 0 ? -Math.Sqrt(Dot.Of(v, v)) : Math.Sqrt(Dot.Of(v, v));
            v[0] -= beside[k];
            factors[k] = 2 / Dot.Of(v, v);
            var p = product.AsSpan(0, v.Length);
            for (var i = 0; i < v.Length; i++)
                p[i] = factors[k] * Dot.Of(a.Slice((k + 1 + i) * n + k + 1, v.Length), v);
            Axpy.Add(-factors[k] / 2 * Dot.Of(p, v), v, p);
            for (var i = 0; i < v.Length; i++)
            {
                var row = a.Slice((k + 1 + i) * n + k + 1, v.Length);
                Axpy.Add(-v[i], p, row);
                Axpy.Add(-p[i], v, row);
            }
        }

        for (var i = 0; i < n; i++)
            vectors[i * n + i] = 1;
        for (var k = n - 2; k >= 0; k--)
            if (factors[k] > 0)
            {
                var v = a.Slice(k * n + k + 1, n - k - 1);
                for (var row = k + 1; row < n; row++)
                {
                    var part = vectors.Slice(row * n + k + 1, v.Length);
                    Axpy.Add(-factors[k] * Dot.Of(part, v), v, part);
                }
            }
    }

    /// <summary>Makes T diagonal and turns the vectors along.</summary>
    private static bool Iterate(double nothing, Span<double> diagonal, Span<double> beside, Span<double> vectors, int n)
    {
        for (var first = 0; first < n; first++)
            for (var step = 0; ; step++)
            {
                var last = first;
                while (last + 1 < n && Math.Abs(beside[last]) > Math.Max(nothing, UnitRoundoff * (Math.Abs(diagonal[last]) + Math.Abs(diagonal[last + 1]))))
                    last++;
                if (last == first)
                    break;
                if (step == MostSteps)
                    return false;
                Turn(diagonal, beside, vectors, n, first, last);
            }

        return true;
    }

    /// <summary>One implicit QL step of the rows from <paramref name="first"/> to <paramref name="last"/>.</summary>
    private static void Turn(Span<double> diagonal, Span<double> beside, Span<double> vectors, int n, int first, int last)
    {
        var half = (diagonal[first + 1] - diagonal[first]) / (2 * beside[first]);
        var root = Math.Sqrt(1 + half * half);
        var g = diagonal[last] - diagonal[first] + beside[first] / (half + (half < 0 ? -root : root));
        double sine = 1, cosine = 1, shift = 0;
        for (var i = last - 1; i >= first; i--)
        {
            var (f, b) = (sine * beside[i], cosine * beside[i]);
            var length = Math.Sqrt(f * f + g * g);
            beside[i + 1] = length;
            if (length == 0)
            {
                // The matrix falls apart here: the rest is taken up by the next step.
                diagonal[i + 1] -= shift;
                beside[last] = 0;
                return;
            }

            (sine, cosine) = (f / length, g / length);
            g = diagonal[i + 1] - shift;
            var r = (diagonal[i] - g) * sine + 2 * cosine * b;
            shift = sine * r;
            diagonal[i + 1] = g + shift;
            g = cosine * r - b;
            Rotate(vectors.Slice(i * n, n), vectors.Slice((i + 1) * n, n), cosine, sine);
        }

        diagonal[first] -= shift;
        beside[first] = g;
        beside[last] = 0;
    }

    private static void Rotate(Span<double> upper, Span<double> lower, double cosine, double sine)
    {
        lower = lower[..upper.Length];
        for (var k = 0; k < upper.Length; k++)
        {
            var (x, y) = (upper[k], lower[k]);
            lower[k] = sine * x + cosine * y;
            upper[k] = cosine * x - sine * y;
        }
    }

    private static void Sort(Span<double> values, Span<double> vectors, int n, Span<double> sorted)
    {
        var order = new int[n];
        for (var i = 0; i < n; i++)
            order[i] = i;
        var keys = new double[n];
        for (var i = 0; i < n; i++)
            keys[i] = -values[i];
        Array.Sort(keys, order);
        for (var i = 0; i < n; i++)
        {
            values[i] = -keys[i];
            vectors.Slice(order[i] * n, n).CopyTo(sorted.Slice(i * n, n));
        }
    }
}
