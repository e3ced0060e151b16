using CsCheck;
using Kirana.Numerics.Optimization;

namespace Kirana.Tests.Foundation.Numerics.Optimization;

public class BrentTests
{
    [Fact]
    public void Finds_the_minimum_of_any_parabola() =>
        Gen.Select(Gen.Double[-50, 50], Gen.Double[0.01, 100]).Sample((center, scale) =>
        {
            var minimum = Brent.Minimize(x => scale * (x - center) * (x - center) + 3, -60, 60, 1e-9);
            Assert.True(minimum.Converged);
            Assert.Equal(center, minimum.X, 1e-5);
            Assert.Equal(3, minimum.Value, 1e-8);
        });

    // The function of Brent's book, chapter 5.4: Σ ((2j − 5)/(x − j²))², minima between squares. Expected: roots of its derivative by mpmath 1.3.
    [Theory]
    [InlineData(1, 3.02291534727, 3.6766990169)]
    [InlineData(2, 6.68375356081, 1.11185000995)]
    [InlineData(10, 110.026532748, 5.60365242954)]
    [InlineData(19, 380.268709697, 6.60084704807)]
    public void Finds_the_minima_of_Brents_own_example(int i, double x, double value)
    {
        var evaluations = 0;
        double F(double at)
        {
            evaluations++;
            return Enumerable.Range(1, 20).Sum(j => (2 * j - 5) * (2 * j - 5) / ((at - j * j) * (at - j * j)));
        }

        var minimum = Brent.Minimize(F, i * i + 1e-9, (i + 1) * (i + 1) - 1e-9, 1e-9);
        Assert.True(minimum.Converged);
        Assert.Equal(x, minimum.X, 1e-5);
        Assert.Equal(value, minimum.Value, 1e-9);
        Assert.Equal(evaluations, minimum.Evaluations);
        Assert.InRange(evaluations, 5, 40);
    }

    [Fact]
    public void Approaches_a_minimum_at_an_end()
    {
        var (x, value) = Brent.Minimize(x => x, 2, 5, 1e-8);
        Assert.Equal(2, x, 1e-7);
        Assert.Equal(2, value, 1e-7);
    }

    [Fact]
    public void Treats_NaN_as_infinitely_bad()
    {
        var minimum = Brent.Minimize(x => Math.Sqrt(x) + (x - 2) * (x - 2), -3, 5, 1e-9);
        Assert.InRange(minimum.X, 1, 2);
        Assert.True(double.IsFinite(minimum.Value));
    }

    [Fact]
    public void Says_when_the_iterations_end_first() =>
        Assert.False(Brent.Minimize(x => Math.Abs(x - 0.3), 0, 1, 1e-12, maxIterations: 3).Converged);

    [Fact]
    public void Refuses_wrong_limits()
    {
        Assert.Throws<ArgumentNullException>(() => Brent.Minimize(null!, 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Brent.Minimize(x => x, 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Brent.Minimize(x => x, double.NaN, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Brent.Minimize(x => x, 0, double.PositiveInfinity));
        Assert.Throws<ArgumentOutOfRangeException>(() => Brent.Minimize(x => x, 0, 1, tolerance: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Brent.Minimize(x => x, 0, 1, maxIterations: 0));
    }
}
