using Kirana.Data.Fitting;
using Kirana.Data.Series;
using Kirana.Forecast;
using Kirana.Forecast.Choice;
using Kirana.Forecast.Ensembles;
using Kirana.Forecast.Evaluation;
using Kirana.Forecast.Naive;
using Kirana.Forecast.Smoothing;
using Kirana.Forecast.Theta;
using Kirana.Numerics.Random;

namespace Kirana.Tests.Areas.Forecast.Choice;

public sealed class AutoEnsembleTests
{
    private const int Horizon = 8;

    private static readonly TimeSeries[] Seasonal = [.. Enumerable.Range(0, 60).Select(Series)];

    [Fact]
    public void A_member_that_never_helps_is_dropped()
    {
        var auto = new AutoEnsemble { Candidates = [new(new ThetaMethod(), 0), new(new SimpleSmoothing { Alpha = 1e-4, InitialLevel = -1000 }, 0), new(new SeasonalNaive(), 0)] };
        var chosen = (ChosenEnsemble)auto.Learn([.. Seasonal.Select(one => one.Head(one.Length - Horizon))], 4, Horizon, FitContext.Default);
        Assert.Equal(["theta", "seasonal-naive"], chosen.Members.Select(member => member.Name));
    }

    [Fact]
    public void The_mixture_errs_less_than_each_of_its_candidates()
    {
        var auto = new AutoEnsemble { Tier = CostTier.Fast };
        var heads = Seasonal.Select(one => one.Head(one.Length - Horizon)).ToArray();
        var own = Error(auto.Learn(heads, 4, Horizon, FitContext.Default));
        foreach (var candidate in auto.CandidatesFor([], 4))
            Assert.True(own < Error(candidate.Learner), $"{candidate.Learner.Name} errs less than the mixture of all.");

        double Error(IForecaster learner) => heads.Select((head, i) =>
        {
            var mean = new double[Horizon];
            learner.Fit(head, 4, FitContext.Default).Predict(mean);
            return PointErrors.Mase(Seasonal[i].Values[^Horizon..], mean, head.Values, 4);
        }).Average();
    }

    [Fact]
    public void A_forecast_is_the_weighted_mean_of_its_members()
    {
        var series = Made.Series(Made.Wave(80, 7));
        var model = (WeightedModel)new AutoEnsemble { Candidates = [new(new ThetaMethod(), 0), new(new SeasonalNaive(), 0)] }.Fit(series, 7, FitContext.Default);
        var (mean, theta, naive) = (new double[9], new double[9], new double[9]);
        model.Predict(mean);
        new ThetaMethod().Fit(series, 7, FitContext.Default).Predict(theta);
        new SeasonalNaive().Fit(series, 7, FitContext.Default).Predict(naive);
        for (var k = 0; k < 9; k++)
            Assert.Equal(model.Weights[0] * theta[k] + model.Weights[1] * naive[k], mean[k], 1e-9);
    }

    [Fact]
    public void Demand_that_is_seldom_may_be_forecast_by_its_median_where_absolute_errors_count()
    {
        TimeSeries[] seldom = [.. Enumerable.Range(0, 20).Select(i => Made.Named($"s{i}", [.. Enumerable.Range(0, 60).Select(t => (t + i) % 7 == 0 ? 3.0 : 0)]))];
        var auto = new AutoEnsemble { Tier = CostTier.Fast };
        Assert.Contains("recent-median", Names(auto, seldom));
        Assert.DoesNotContain("recent-median", Names(auto with { Loss = PointLoss.Squared }, seldom));
        Assert.DoesNotContain("recent-median", Names(auto, Seasonal));
        var mean = new double[7];
        auto.Learn(seldom, 1, 7, FitContext.Default).Fit(seldom[0], 1, FitContext.Default).Predict(mean);
        Assert.InRange(mean.Average(), 0, 0.1);
        (auto with { Loss = PointLoss.Squared }).Learn(seldom, 1, 7, FitContext.Default).Fit(seldom[0], 1, FitContext.Default).Predict(mean);
        Assert.Equal(3 / 7.0, mean.Average(), 0.05);

        static IEnumerable<string> Names(AutoEnsemble auto, TimeSeries[] series) => auto.CandidatesFor(series, 4).Select(candidate => candidate.Learner.Name);
    }

    [Fact]
    public void A_set_that_would_take_hours_is_given_the_fast_tier()
    {
        var auto = new AutoEnsemble();
        var one = Made.Series(Made.Wave(1_000, 12));
        Assert.Contains("ets", auto.CandidatesFor([one], 12).Select(candidate => candidate.Learner.Name));
        Assert.DoesNotContain("ets", auto.CandidatesFor([.. Enumerable.Repeat(one, 1_000)], 12).Select(candidate => candidate.Learner.Name));
    }

    [Fact]
    public void Dearer_tiers_have_all_members_of_the_cheaper()
    {
        var tiers = Enum.GetValues<CostTier>().Select(tier => Candidate.Of(tier, [24, 168]).Select(candidate => candidate.Learner.Name).ToArray()).ToArray();
        Assert.Equal(tiers[0], tiers[1][..tiers[0].Length]);
        Assert.Equal(tiers[1], tiers[2][..tiers[1].Length]);
        Assert.True(tiers[0].Length < tiers[1].Length && tiers[1].Length < tiers[2].Length);
        Assert.Equal(2, tiers[0].Count(name => name is "seasonal-naive"));
    }

    [Fact]
    public void What_cannot_be_stored_and_nobody_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new AutoEnsemble { Candidates = [] }.Fit(Seasonal[0], 4, FitContext.Default));
        var nested = new AutoEnsemble { Candidates = [new(new MedianEnsemble(), 0)] };
        Assert.Contains("median", Assert.Throws<ArgumentException>(() => nested.Fit(Seasonal[0], 4, FitContext.Default)).Message, StringComparison.Ordinal);
        var message = Assert.Throws<ArgumentException>(() => new AutoEnsemble { Windows = 0, LearnedSeries = 0 }.Fit(Seasonal[0], 4, FitContext.Default)).Message;
        Assert.Contains("Windows is 0", message, StringComparison.Ordinal);
        Assert.Contains("LearnedSeries is 0", message, StringComparison.Ordinal);
    }

    /// <summary>A wandering level with a season and noise: no candidate is made for it alone.</summary>
    private static TimeSeries Series(int number)
    {
        var stream = new RandomStream(21, (ulong)number);
        var values = new double[60];
        var level = 100.0;
        for (var t = 0; t < values.Length; t++)
        {
            level += 0.5 + 2 * stream.NextGaussian();
            values[t] = level + 20 * (t % 4) + 6 * stream.NextGaussian();
        }

        return Made.Named($"s{number}", values);
    }
}
