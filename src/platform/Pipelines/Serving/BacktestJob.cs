using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.Series;
using Kirana.Forecast.Evaluation;
using Kirana.Pipelines.Forecast;
using Kirana.Pipelines.Forecast.Inputs;

namespace Kirana.Pipelines.Serving;

/// <summary>Holds the end of one series out and forecasts it from the rest.</summary>
internal static class BacktestJob
{
    private static readonly double[] Levels = [0.1, 0.5, 0.9];

    /// <summary>Fits the recipe and the seasonal naive forecast on all but the recipe's horizon of steps, as the training's evaluation does.</summary>
    /// <param name="recipe">How the shop's demand is forecast.</param>
    /// <param name="scope">Item, or item and location; day or week.</param>
    /// <param name="history">The whole series.</param>
    /// <param name="used">What the recipe uses beside the units sold; the naive forecast uses nothing.</param>
    /// <param name="demand">What would have been sold on usual days with stock.</param>
    /// <param name="lifts">What holidays and offers do, as known at any time.</param>
    /// <exception cref="DataException"><c>short-series</c>: nothing would be left to learn from.</exception>
    public static SeriesBacktest Run(ForecastRecipe recipe, ForecastScope scope, TimeSeries history, ForecastInputs used, ScopeDemand demand, ShopLifts lifts)
    {
        var horizon = recipe.HorizonOf(scope.Step);
        if (history.Length <= horizon)
            throw new DataException($"The series '{history.Key}' has {history.Length} steps; a backtest holds {horizon} of them out and needs more than that.")
            {
                Code = "short-series", Hint = "Look at it again when more was sold.",
            };
        var split = new ForecastSplit(scope, [history], horizon, demand, lifts);
        var context = new FitContext { Threads = 1 };
        var (forecast, score) = split.Forecasts(recipe, used, Levels, context)[0];
        var (_, naive) = split.Forecasts(recipe with { Model = "seasonal-naive" }, ForecastInputs.None, Levels, context)[0];
        return new SeriesBacktest(history, forecast, Figures(score), Figures(naive));
    }

    /// <summary>The figures that exist: a yardstick of 0 has none.</summary>
    private static Dictionary<string, double> Figures(SeriesScore score) =>
        new (string Name, double Value)[] { ("mase", score.Mase), ("mae", score.Mae), ("bias", score.Bias), ("coverage", score.Coverage) }
            .Where(figure => double.IsFinite(figure.Value)).ToDictionary(figure => figure.Name, figure => figure.Value, StringComparer.Ordinal);
}
