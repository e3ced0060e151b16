using Kirana.Numerics.Optimization;

namespace Kirana.Tests.Foundation.Numerics.Optimization;

public class NelderMeadTests
{
    [Fact]
    public void Finds_the_valley_of_Rosenbrock()
    {
        var minimum = NelderMead.Minimize(
            x => 100 * Math.Pow(x[1] - x[0] * x[0], 2) + Math.Pow(1 - x[0], 2), [-1.2, 1], [0.5, 0.5], 1e-10);
        Assert.True(minimum.Converged);
        Assert.Equal(1, minimum.X[0], 1e-6);
        Assert.Equal(1, minimum.X[1], 1e-6);
        Assert.Equal(0, minimum.Value, 1e-11);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(10)]
    public void Finds_the_middle_of_a_stretched_bowl(int n)
    {
        double F(ReadOnlySpan<double> x)
        {
            var sum = 0.0;
            for (var i = 0; i < x.Length; i++)
                sum += (i + 1) * (x[i] - i) * (x[i] - i);
            return sum;
        }

        var steps = Enumerable.Repeat(1.0, n).ToArray();
        var minimum = NelderMead.Minimize(F, new double[n], steps, 1e-9, 50_000);
        Assert.True(minimum.Converged);
        for (var i = 0; i < n; i++)
            Assert.Equal(i, minimum.X[i], 1e-5);
    }

    [Fact]
    public void Stays_inside_a_domain_whose_outside_is_NaN_or_infinite()
    {
        var minimum = NelderMead.Minimize(
            x => x[0] <= 0 ? double.PositiveInfinity : x[1] <= 0 ? double.NaN : x[0] - Math.Log(x[0]) + x[1] - 2 * Math.Log(x[1]),
            [0.1, 0.1], [1, 1]);
        Assert.Equal(1, minimum.X[0], 1e-3);
        Assert.Equal(2, minimum.X[1], 1e-3);
    }

    [Fact]
    public void Repeats_its_way_and_says_when_the_evaluations_end_first()
    {
        var first = NelderMead.Minimize(x => Math.Cos(x[0]) + Math.Cos(x[1]), [1, 2], [1, 1], 1e-12, 20);
        var second = NelderMead.Minimize(x => Math.Cos(x[0]) + Math.Cos(x[1]), [1, 2], [1, 1], 1e-12, 20);
        Assert.False(first.Converged);
        Assert.Equal(first.X, second.X);
        Assert.InRange(first.Evaluations, 20, 23);
    }

    [Fact]
    public void Refuses_what_it_cannot_start_from()
    {
        Assert.Throws<ArgumentNullException>(() => NelderMead.Minimize(null!, [1], [1]));
        Assert.Throws<ArgumentException>(() => NelderMead.Minimize(x => 0, [], []));
        Assert.Throws<ArgumentException>(() => NelderMead.Minimize(x => 0, [1], [1, 2]));
        Assert.Throws<ArgumentException>(() => NelderMead.Minimize(x => 0, [double.NaN], [1]));
        Assert.Throws<ArgumentException>(() => NelderMead.Minimize(x => 0, [1], [0]));
        Assert.Throws<ArgumentOutOfRangeException>(() => NelderMead.Minimize(x => 0, [1], [1], tolerance: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => NelderMead.Minimize(x => 0, [1], [1], maxEvaluations: 1));
    }
}
