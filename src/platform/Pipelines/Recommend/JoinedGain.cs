using Kirana.Numerics.Statistics;
using Kirana.Recommend.Evaluation;

namespace Kirana.Pipelines.Recommend;

/// <summary>What several sources in a learnt order gain over the best single one, customer by customer.</summary>
internal static class JoinedGain
{
    /// <summary>The name of the ordered sources among the compared.</summary>
    public const string JoinedName = "ranked-sources";

    /// <summary>The name of the version that serves, which may be of that kind itself.</summary>
    public const string Incumbent = "current";

    /// <summary>The mean difference with its interval of 95 %; <see langword="null"/> if they or a single source is missing.</summary>
    /// <param name="reports">The figures of every model on the same cases.</param>
    /// <param name="deciding">The figure compared.</param>
    /// <param name="seed">The seed of the bootstrap.</param>
    public static Interval? Of(IReadOnlyDictionary<string, RankingReport> reports, string deciding, ulong seed)
    {
        var single = reports.Where(report => report.Key is not (JoinedName or Incumbent)).ToArray();
        if (single.Length == 0 || !reports.TryGetValue(JoinedName, out var joined))
            return null;
        var best = single.MaxBy(report => report.Value.Metrics[deciding].Estimate).Value;
        return Bootstrap.PairedDifference(joined.Values[deciding], best.Values[deciding], seed: seed);
    }
}
