using CsCheck;
using Kirana.Numerics.Statistics;

namespace Kirana.Tests.Foundation.Numerics.Statistics;

public sealed class SpecialFunctionTests
{
    [Fact]
    public void Gamma_is_the_factorial_and_the_root_of_pi()
    {
        var factorial = 0.0;
        for (var n = 1; n <= 150; factorial += Math.Log(n), n++)
            Near(factorial, GammaFunction.Log(n), 1e-14);
        Near(Math.Log(Math.PI) / 2, GammaFunction.Log(0.5), 1e-14);
        Assert.Equal(double.NaN, GammaFunction.Log(0));
    }

    [Fact]
    public void The_upper_gamma_function_is_the_sum_of_a_Poisson_distribution() =>
        // Q(n, x) = P(N < n) for N of mean x.
        Gen.Select(Gen.Int[1, 40], Gen.Double[0, 80]).Sample((n, x) =>
        {
            var (term, sum) = (Math.Exp(-x), 0.0);
            for (var k = 0; k < n; term *= x / ++k)
                sum += term;
            Assert.Equal(sum, GammaFunction.Upper(n, x), 1e-12);
        });

    [Fact]
    public void The_beta_function_is_the_tail_of_a_binomial_distribution() =>
        // I(x; k, n − k + 1) = P(N ≥ k) for N of n trials at x.
        Gen.Select(Gen.Int[1, 30], Gen.Int[1, 30], Gen.Double[0.001, 0.999]).Sample((k, more, x) =>
        {
            var (n, tail) = (k + more - 1, 0.0);
            var term = Math.Pow(1 - x, n);
            for (var j = 0; j <= n; term *= (n - j) / (j + 1.0) * x / (1 - x), j++)
                tail += j >= k ? term : 0;
            Assert.Equal(tail, BetaFunction.Regularised(x, 1 - x, k, more), 1e-10);
            Assert.Equal(1 - BetaFunction.Regularised(x, 1 - x, k, more), BetaFunction.Regularised(1 - x, x, more, k), 1e-12);
        });

    [Fact]
    public void Ends_have_their_limits()
    {
        Assert.Equal([1.0, 0, double.NaN, double.NaN], [GammaFunction.Upper(2, 0), GammaFunction.Upper(2, double.PositiveInfinity), GammaFunction.Upper(0, 1), GammaFunction.Upper(1, -1)]);
        Assert.Equal([0.0, 1], [BetaFunction.Regularised(0, 1, 2, 3), BetaFunction.Regularised(1, 0, 2, 3)]);
    }

    private static void Near(double expected, double actual, double tolerance) => Assert.Equal(expected, actual, tolerance * Math.Max(1, Math.Abs(expected)));
}
