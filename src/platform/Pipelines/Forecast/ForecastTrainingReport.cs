using Kirana.Operate.Registry;

namespace Kirana.Pipelines.Forecast;

/// <summary>What a training did.</summary>
/// <param name="Version">The registered version.</param>
/// <param name="Promoted">Whether it is the current one now.</param>
/// <param name="Scopes">The scores of each scope on the temporal split, items by day first.</param>
public sealed record ForecastTrainingReport(ModelVersion Version, bool Promoted, IReadOnlyList<ForecastScopeScores> Scopes);
