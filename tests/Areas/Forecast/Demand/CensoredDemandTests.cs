using CsCheck;
using Kirana.Forecast.Demand;

namespace Kirana.Tests.Areas.Forecast.Demand;

public sealed class CensoredDemandTests
{
    private const int Days = 730;

    public static MatrixTheoryData<double, double, double> Shops => new([3, 12, 80], [0, 0.3, 1], [0, 1]);

    [Theory]
    [MemberData(nameof(Shops))]
    public void Mean_demand_is_found_behind_stock_outs(double mean, double dispersion, double slope)
    {
        var (ignored, bias) = (0.0, 0.0);
        const int Runs = 12;
        for (var seed = 0; seed < Runs; seed++)
        {
            var shop = new StockOutShop((ulong)seed, Days, mean, dispersion, slope);
            var (sales, flags) = shop.RunOut(0.4, 0.4);
            var truth = shop.Demand.Average();
            ignored += sales.Values.ToArray().Average() / truth / Runs;
            var found = new CensoredDemand { Season = 7 }.Unconstrain(sales, flags);
            Assert.True(found.Converged);
            bias += found.Series.Values.ToArray().Average() / truth / Runs;
        }

        Assert.True(ignored < 0.9);
        Assert.Equal(1, bias, 0.02);
    }

    [Theory]
    [MemberData(nameof(Shops))]
    public void Mean_demand_is_found_behind_parts_of_days(double mean, double dispersion, double slope)
    {
        var (ignored, bias) = (0.0, 0.0);
        const int Runs = 12;
        for (var seed = 0; seed < Runs; seed++)
        {
            var shop = new StockOutShop((ulong)seed, Days, mean, dispersion, slope);
            var (sales, available) = shop.Close(0.3);
            var truth = shop.Demand.Average();
            ignored += sales.Values.ToArray().Average() / truth / Runs;
            bias += new CensoredDemand { Season = 7 }.Unconstrain(sales, available).Series.Values.ToArray().Average() / truth / Runs;
        }

        Assert.True(ignored < 0.85);
        Assert.Equal(1, bias, 0.02);
    }

    [Theory]
    [InlineData(5, 0)]
    [InlineData(12, 0.3)]
    [InlineData(12, 1)]
    [InlineData(60, 0.1)]
    public void Mean_demand_is_found_behind_parts_of_days_that_nobody_noted(double mean, double dispersion)
    {
        var (ignored, bias) = (0.0, 0.0);
        const int Runs = 12;
        for (var seed = 0; seed < Runs; seed++)
        {
            var shop = new StockOutShop((ulong)seed, Days, mean, dispersion);
            var (sales, flags) = shop.EndEarly(0.35);
            var truth = shop.Demand.Average();
            ignored += sales.Values.ToArray().Average() / truth / Runs;
            var learner = new CensoredDemand { Season = 7, StockOuts = StockOutKind.UnknownPart };
            bias += learner.Unconstrain(sales, flags).Series.Values.ToArray().Average() / truth / Runs;
        }

        Assert.True(ignored < 0.85);
        Assert.Equal(1, bias, 0.02);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    public void The_week_and_the_spread_are_found_too(double dispersion)
    {
        var shop = new StockOutShop(5, 20 * Days, 20, dispersion);
        var (sales, flags) = shop.RunOut(0.35, 0.5);
        var found = new CensoredDemand { Season = 7, Span = int.MaxValue / 4 }.Unconstrain(sales, flags);
        for (var phase = 0; phase < 7; phase++)
            Assert.Equal(1, found.Expected[phase] / shop.Means[phase], 0.04);
        Assert.Equal(dispersion, found.Dispersion, 0.03);
    }

    [Fact]
    public void Moments_are_those_of_the_sums()
    {
        foreach (var (mean, dispersion, limit) in new[] { (3.0, 0.0, 0.0), (3, 0, 5), (3, 0.5, 2), (40, 0.2, 10), (40, 2, 90), (0.2, 0, 3), (5, 1, 0) })
        {
            var (weight, total, first, square) = (1.0, 0.0, 0.0, 0.0);
            for (var j = 0; j < 5000; j++)
            {
                if (j >= limit)
                {
                    total += weight;
                    first += weight * j;
                    square += weight * (j - mean) * (j - mean);
                }

                weight *= (1 + dispersion * j) * mean / ((j + 1) * (1 + dispersion * mean));
            }

            var (found, foundSquare) = NegativeBinomialTail.Moments(mean, dispersion, limit);
            Assert.Equal(first / total, found, 1e-8 * found);
            Assert.True(UnknownPart.Moments(mean, dispersion, limit).Mean <= found);
            Assert.Equal(square / total, foundSquare, 1e-8 * foundSquare);
        }
    }

    [Fact]
    public void Moments_of_large_counts_are_those_of_the_normal_distribution()
    {
        // At its mean a half-normal lies √(2/π) standard deviations above.
        const double Mean = 4e8;
        var (found, square) = NegativeBinomialTail.Moments(Mean, 0, Mean);
        Assert.Equal(Math.Sqrt(2 / Math.PI), (found - Mean) / Math.Sqrt(Mean), 1e-3);
        Assert.Equal(1, square / Mean, 1e-3);
    }

    [Fact]
    public void No_less_is_wanted_than_was_sold() =>
        Gen.Select(Gen.Double[0.2, 100], Gen.Double[0, 1], Gen.Int[1, 100], Gen.Double[0, 1], Gen.Int[0, 100_000]).Sample((mean, dispersion, days, share, seed) =>
        {
            var (sales, flags) = new StockOutShop((ulong)seed, days, mean, dispersion).RunOut(share, 0.6);
            var found = new CensoredDemand { Season = 7 }.Unconstrain(sales, flags);
            for (var t = 0; t < days; t++)
            {
                Assert.True(double.IsFinite(found.Series.Values[t]));
                Assert.True(found.Series.Values[t] >= sales.Values[t] * (1 - 1e-12));
                if (!flags[t])
                    Assert.Equal(sales.Values[t], found.Series.Values[t]);
            }
        }, iter: 100);

    [Fact]
    public void Sales_without_stock_outs_are_left_as_they_are()
    {
        var sales = Made.Series(3, 0, double.NaN, 5, 2.5, 1e300);
        var found = new CensoredDemand().Unconstrain(sales, new bool[6]);
        Assert.Equal(sales.Values.ToArray(), found.Series.Values.ToArray());
        Assert.Null(found.Fallback);
    }

    [Fact]
    public void Without_days_that_tell_demand_sales_are_left_and_that_is_said()
    {
        var found = new CensoredDemand().Unconstrain(Made.Series(3, 4, 5), [true, true, true]);
        Assert.Equal([3, 4, 5], found.Series.Values.ToArray());
        Assert.False(string.IsNullOrEmpty(found.Fallback));
        Assert.Equal(0, new CensoredDemand().Unconstrain(Made.Series(), Array.Empty<bool>()).Series.Length);
    }

    [Fact]
    public void Odd_sales_give_finite_demand()
    {
        foreach (var values in new double[][] { [0, 0, 0, 0, 0], [1e300, 1, 1e300, 2, 3], [-5, 1, 2, 3, 4], [1e-300, 0, 1e-300, 0, 1], [7, 7, 7, 7, 7] })
        {
            var found = new CensoredDemand { Season = 2 }.Unconstrain(Made.Series(values), [true, false, false, false, true]);
            Assert.All(found.Series.Values.ToArray(), value => Assert.True(double.IsFinite(value)));
        }
    }

    [Fact]
    public void Faults_are_named()
    {
        var fault = Assert.Throws<ArgumentException>(() => new CensoredDemand { Season = 0, Tolerance = 0 }.Unconstrain(Made.Series(1), [false]));
        Assert.Contains("Season", fault.Message, StringComparison.Ordinal);
        Assert.Contains("Tolerance", fault.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new CensoredDemand().Unconstrain(Made.Series(1, 2), [false]));
        Assert.Throws<ArgumentException>(() => new CensoredDemand().Unconstrain(Made.Series(1, 2), [0.5, 1.5]));
    }
}
