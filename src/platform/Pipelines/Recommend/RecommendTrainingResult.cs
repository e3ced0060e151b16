using Kirana.Numerics.Statistics;
using Kirana.Operate.Registry;

namespace Kirana.Pipelines.Recommend;

/// <summary>What <c>kirana train recommend</c> answers.</summary>
/// <param name="Version">The registered version.</param>
/// <param name="Promoted">Whether it serves now.</param>
/// <param name="Rule">Why this model was chosen and whether it became current, as sentences.</param>
/// <param name="Metrics">The chosen model's figures on the held-out period, with intervals.</param>
/// <param name="Baselines">The figures of every model compared, by name, with intervals.</param>
/// <param name="TestFrom">The first moment of the held-out period.</param>
/// <param name="TestUntil">Its end.</param>
/// <param name="Cases">Users asked: those with a history.</param>
public sealed record RecommendTrainingResult(
    ModelVersion Version, bool Promoted, string Rule, IReadOnlyDictionary<string, Interval> Metrics,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, Interval>> Baselines, DateTimeOffset TestFrom, DateTimeOffset TestUntil, int Cases);
