using Kirana.Data.Fitting;
using Kirana.Forecast.Models;
using Kirana.Forecast.Smoothing;

namespace Kirana.Tests.Areas.Forecast.Smoothing;

public sealed class SimpleSmoothingTests
{
    [Fact]
    public void Follows_the_recursion_by_hand()
    {
        var model = (ElementaryModel)new SimpleSmoothing { Alpha = 0.5, InitialLevel = 10 }.Fit(Made.Series(12, 8, 14), 1, FitContext.Default);
        Assert.Equal([2, -3, 4.5], model.Residuals.ToArray());
        Assert.Equal(11.75, model.State.Level);
    }

    [Fact]
    public void Takes_the_level_of_least_error_for_a_given_alpha()
    {
        double Error(double? level) => new SimpleSmoothing { Alpha = 0.3, InitialLevel = level }
            .Fit(Made.Series(Made.Wave(30, 7)), 1, FitContext.Default).Residuals.ToArray().Sum(e => e * e);
        var best = Error(null);
        for (var level = 80.0; level <= 130; level += 0.25)
            Assert.True(best <= Error(level) + 1e-9);
    }

    [Fact]
    public void A_level_that_jumps_once_is_followed_quickly() =>
        Assert.Equal(100, Fit([.. Enumerable.Range(0, 40).Select(t => t < 20 ? 0.0 : 100)]).Level, 0.5);

    [Fact]
    public void Noise_around_a_level_is_averaged()
    {
        var state = Fit([.. Enumerable.Range(0, 200).Select(t => 50 + (t % 2 == 0 ? 3.0 : -3))]);
        Assert.Equal(1e-4, state.Alpha, 1e-6);
        Assert.Equal(50, state.Level, 0.1);
    }

    private static ModelState Fit(double[] values) => ((ElementaryModel)new SimpleSmoothing().Fit(Made.Series(values), 1, FitContext.Default)).State;
}
