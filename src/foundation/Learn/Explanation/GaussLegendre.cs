using System.Collections.Concurrent;

namespace Kirana.Learn.Explanation;

/// <summary>Points and weights on [0, 1] by which sums give integrals of polynomials of degree 2n − 1 exactly.</summary>
/// <remarks>The roots of the Legendre polynomials, found by halving the gaps between those of the polynomial before: only additions,
/// multiplications and divisions, so the bits are the same everywhere.</remarks>
internal sealed class GaussLegendre
{
    private const int Halvings = 64;

    private static readonly ConcurrentDictionary<int, GaussLegendre> s_rules = new();

    private GaussLegendre(int count)
    {
        double[] roots = [];
        for (var n = 1; n <= count; n++)
            roots = Roots(n, roots);
        Points = Array.ConvertAll(roots, root => (root + 1) / 2);
        Weights = Array.ConvertAll(roots, root =>
        {
            var (value, before) = Legendre(count, root);
            var slope = count * (before - root * value) / (1 - root * root);
            return 1 / ((1 - root * root) * slope * slope);
        });
    }

    public double[] Points { get; }

    public double[] Weights { get; }

    /// <summary>The rule of n points.</summary>
    public static GaussLegendre Of(int count) => s_rules.GetOrAdd(count, static n => new GaussLegendre(n));

    /// <summary>The roots of polynomial n: one in each gap between −1, the roots of polynomial n − 1, and 1.</summary>
    private static double[] Roots(int n, double[] before)
    {
        var roots = new double[n];
        for (var i = 0; i < n; i++)
        {
            var (low, high) = (i == 0 ? -1 : before[i - 1], i == n - 1 ? 1 : before[i]);
            var rises = Legendre(n, low).Value < 0;
            for (var step = 0; step < Halvings; step++)
            {
                var middle = (low + high) / 2;
                (low, high) = Legendre(n, middle).Value < 0 == rises ? (middle, high) : (low, middle);
            }

            roots[i] = (low + high) / 2;
        }

        return roots;
    }

    /// <summary>Polynomials n and n − 1 at a point, by their recurrence.</summary>
    private static (double Value, double Before) Legendre(int n, double x)
    {
        var (value, before) = (x, 1.0);
        for (var k = 2; k <= n; k++)
            (value, before) = (((2 * k - 1) * x * value - (k - 1) * before) / k, value);
        return (value, before);
    }
}
