using Kirana.Numerics.Statistics;
using Kirana.Pipelines.Forecast.Inputs;

namespace Kirana.Pipelines.Forecast;

/// <summary>How well a scope was forecast on the temporal split.</summary>
/// <param name="Scope">The scope's name.</param>
/// <param name="Horizon">Steps held out at the end.</param>
/// <param name="Series">Series of the scope.</param>
/// <param name="Scored">Those that had begun before the split.</param>
/// <param name="Metrics">The model's figures with 95 % bootstrap intervals; names as <see cref="ForecastFileResult"/> has them.</param>
/// <param name="Baselines">The figures of each baseline.</param>
public sealed record ForecastScopeScores(
    string Scope, int Horizon, int Series, int Scored, IReadOnlyDictionary<string, Interval> Metrics,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, Interval>> Baselines)
{
    /// <summary>What the shop knows beside the units sold, and whether it helps; empty where it knows nothing.</summary>
    public IReadOnlyList<InputTrial> Inputs { get; init; } = [];

    /// <summary>The figures of holidays, promotions and other days apart; empty where the shop knows of neither, or none of them was held out.</summary>
    public IReadOnlyList<DayScores> Apart { get; init; } = [];
}
