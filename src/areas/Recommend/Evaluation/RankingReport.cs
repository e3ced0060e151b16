using Kirana.Numerics.Statistics;

namespace Kirana.Recommend.Evaluation;

/// <summary>How a model did on test cases.</summary>
/// <param name="Cases">The number of cases.</param>
/// <param name="Metrics">Figures by name, such as <c>ndcg@10</c>: the mean over cases with its bootstrap interval of 95 %.
/// <c>coverage@k</c>, the share of all items that stand in at least one list, has no interval of its own: its limits equal it.</param>
/// <param name="Values">The value of every case by the same names, for paired comparisons; coverage is not among them.</param>
public sealed record RankingReport(int Cases, IReadOnlyDictionary<string, Interval> Metrics, IReadOnlyDictionary<string, double[]> Values);
