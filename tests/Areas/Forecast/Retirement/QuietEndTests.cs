using Kirana.Data.Fitting;
using Kirana.Forecast.Retirement;
using Kirana.Forecast.Smoothing;

namespace Kirana.Tests.Areas.Forecast.Retirement;

public sealed class QuietEndTests
{
    private static readonly QuietEnd Learner = new() { Learner = new SimpleSmoothing(), Steps = 5 };

    [Fact]
    public void Five_quiet_steps_retire_an_item()
    {
        var mean = new double[3];
        var model = Learner.Fit(Made.Series(4, 6, 5, 0, 0, 0, 0, 0), 1, FitContext.Default);
        model.Predict(mean);
        Assert.Equal([0, 0, 0], mean);
        Assert.Contains("last 5 steps", model.Fallback, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sale_or_an_unknown_step_leaves_it_to_the_learner()
    {
        foreach (var values in new double[][] { [4, 6, 5, 0, 0, 0, 0], [4, 6, 0, 0, 0, 0, 1], [4, 6, 0, 0, double.NaN, 0, 0] })
        {
            var (guarded, plain) = (new double[3], new double[3]);
            Learner.Fit(Made.Series(values), 1, FitContext.Default).Predict(guarded);
            Learner.Learner.Fit(Made.Series(values), 1, FitContext.Default).Predict(plain);
            Assert.Equal(plain, guarded);
        }
    }
}
