using Kirana.Pipelines.Forecast.Details;

namespace Kirana.Cli.Commands.Evaluate;

/// <summary>One of the worst forecasts.</summary>
/// <param name="Series">The series' key.</param>
/// <param name="DemandClass">How it sold before.</param>
/// <param name="Mase">Its MASE.</param>
/// <param name="Smape">Its sMAPE.</param>
internal sealed record WorstAnswer(string Series, string DemandClass, double? Mase, double? Smape)
{
    /// <summary>Describes a forecast.</summary>
    /// <param name="worst">The forecast.</param>
    public static WorstAnswer Of(ScoredForecast worst) => new(worst.Score.Key, worst.DemandClass, Figures.Of(worst.Score.Mase), Figures.Of(worst.Score.Smape));
}
