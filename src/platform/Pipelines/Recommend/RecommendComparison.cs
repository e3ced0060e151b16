using Kirana.Numerics.Statistics;

namespace Kirana.Pipelines.Recommend;

/// <summary>Recommenders compared on the latest period of a shop.</summary>
/// <param name="Model">The chosen one's name among the compared.</param>
/// <param name="Kind">Its kind, such as <c>implicit-als</c>.</param>
/// <param name="Rule">Why it was chosen, as a sentence.</param>
/// <param name="Deciding">The figure that decided, such as <c>ndcg@10</c>.</param>
/// <param name="Metrics">Its figures, with intervals; those of slices are named <c>repeats/…</c> and <c>new-users/…</c>.</param>
/// <param name="Baselines">The figures of every model compared, by name, with intervals.</param>
/// <param name="TestFrom">The first moment of the held-out period.</param>
/// <param name="TestUntil">Its end.</param>
/// <param name="Cases">Users asked: those with a history.</param>
public sealed record RecommendComparison(
    string Model, string Kind, string Rule, string Deciding, IReadOnlyDictionary<string, Interval> Metrics,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, Interval>> Baselines, DateTimeOffset TestFrom, DateTimeOffset TestUntil, int Cases);
