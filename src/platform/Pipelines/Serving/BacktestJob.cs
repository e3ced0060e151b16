using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.Series;
using Kirana.Forecast;
using Kirana.Forecast.Evaluation;
using Kirana.Operate.Stores;
using Kirana.Pipelines.Forecast;

namespace Kirana.Pipelines.Serving;

/// <summary>Holds the end of one series out and forecasts it from the rest.</summary>
internal static class BacktestJob
{
    private static readonly double[] Levels = [0.1, 0.5, 0.9];

    /// <summary>Fits the recipe and the seasonal naive forecast on all but the recipe's horizon of steps.</summary>
    /// <param name="recipe">How the shop's demand is forecast.</param>
    /// <param name="history">The whole series.</param>
    /// <param name="level">Item, or item and location.</param>
    /// <exception cref="DataException"><c>short-series</c>: nothing would be left to learn from.</exception>
    public static SeriesBacktest Run(ForecastRecipe recipe, TimeSeries history, DemandLevel level)
    {
        var step = history.Axis.Step;
        var horizon = recipe.HorizonOf(step);
        if (history.Length <= horizon)
            throw new DataException($"The series '{history.Key}' has {history.Length} steps; a backtest holds {horizon} of them out and needs more than that.")
            {
                Code = "short-series", Hint = "Look at it again when more was sold.",
            };
        var training = history.Head(history.Length - horizon);
        var truth = history.Values[^horizon..];
        var season = ForecastRecipe.SeasonOf(step, training.Length);
        var forecast = Forecast(recipe, level, training, horizon);
        var naive = Forecast(recipe with { Model = "seasonal-naive" }, level, training, horizon);
        return new SeriesBacktest(
            history, forecast, Figures(SeriesScore.Of(training, truth, forecast, season)), Figures(SeriesScore.Of(training, truth, naive, season)));
    }

    private static SeriesForecast Forecast(ForecastRecipe recipe, DemandLevel level, TimeSeries training, int horizon) =>
        recipe.Batch(level, training.Axis.Step, [training]).Fit([training], new FitContext { Threads = 1 }).Forecast(0, horizon, Levels);

    /// <summary>The figures that exist: a yardstick of 0 has none.</summary>
    private static Dictionary<string, double> Figures(SeriesScore score) =>
        new (string Name, double Value)[] { ("mase", score.Mase), ("mae", score.Mae), ("bias", score.Bias), ("coverage", score.Coverage) }
            .Where(figure => double.IsFinite(figure.Value)).ToDictionary(figure => figure.Name, figure => figure.Value, StringComparer.Ordinal);
}
