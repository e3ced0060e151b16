using Kirana.Numerics.Random;
using Kirana.Numerics.Statistics;

namespace Kirana.Tests.Foundation.Numerics.Statistics;

public class BootstrapTests
{
    [Theory]
    [InlineData(0.95)]
    [InlineData(0.8)]
    public void Interval_holds_the_true_mean_as_often_as_its_level_says(double level)
    {
        const int Rounds = 1000;
        var held = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var random = new RandomStream(21, (ulong)round);
            var values = new double[60];
            for (var i = 0; i < values.Length; i++)
                values[i] = 3 + random.NextGaussian();
            var interval = Bootstrap.MeanInterval(values, level, resamples: 200, seed: (ulong)round);
            held += interval.Lower <= 3 && 3 <= interval.Upper ? 1 : 0;
        }

        // Four standard errors and the small-sample bias named in the documentation.
        Assert.InRange((double)held / Rounds, level - 0.05, level + 0.03);
    }

    [Fact]
    public void Estimate_is_the_mean_inside_its_interval_and_a_higher_level_is_wider()
    {
        var values = Enumerable.Range(0, 50).Select(i => (double)(i * i % 17)).ToArray();
        var narrow = Bootstrap.MeanInterval(values, 0.5);
        var wide = Bootstrap.MeanInterval(values, 0.99);
        Assert.Equal(values.Average(), wide.Estimate, 1e-12);
        Assert.True(wide.Lower < narrow.Lower && narrow.Lower < wide.Estimate && wide.Estimate < narrow.Upper && narrow.Upper < wide.Upper);
    }

    [Fact]
    public void Same_seed_gives_the_same_interval_and_another_seed_another()
    {
        double[] values = [.. Enumerable.Range(0, 30).Select(i => Math.Sqrt(i))];
        Assert.Equal(Bootstrap.MeanInterval(values, seed: 3), Bootstrap.MeanInterval(values, seed: 3));
        Assert.NotEqual(Bootstrap.MeanInterval(values, seed: 3), Bootstrap.MeanInterval(values, seed: 4));
    }

    [Fact]
    public void Paired_difference_sees_a_small_shift_in_noisy_pairs()
    {
        var random = new RandomStream(22);
        var (a, b) = (new double[200], new double[200]);
        for (var i = 0; i < a.Length; i++)
        {
            var common = 10 * random.NextGaussian();
            a[i] = common + 0.5 + 0.3 * random.NextGaussian();
            b[i] = common + 0.3 * random.NextGaussian();
        }

        var difference = Bootstrap.PairedDifference(a, b);
        Assert.InRange(difference.Lower, 0.3, 0.5);
        Assert.InRange(difference.Upper, 0.5, 0.7);
        var none = Bootstrap.PairedDifference(a, a);
        Assert.Equal(new Interval(0, 0, 0), none);
    }

    [Fact]
    public void Refuses_what_has_no_interval()
    {
        Assert.Throws<ArgumentException>(() => Bootstrap.MeanInterval([]));
        Assert.Throws<ArgumentException>(() => Bootstrap.MeanInterval([1, double.NaN]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Bootstrap.MeanInterval([1, 2], level: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Bootstrap.MeanInterval([1, 2], resamples: 0));
        Assert.Throws<ArgumentException>(() => Bootstrap.PairedDifference([1, 2], [1]));
    }
}
