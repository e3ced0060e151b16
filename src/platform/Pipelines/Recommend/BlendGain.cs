using Kirana.Numerics.Statistics;
using Kirana.Recommend.Evaluation;

namespace Kirana.Pipelines.Recommend;

/// <summary>What a blend gains over the best single source, customer by customer.</summary>
internal static class BlendGain
{
    /// <summary>The blend's name among the compared.</summary>
    public const string BlendName = "blend";

    /// <summary>The name of the version that serves, which may be a blend itself.</summary>
    public const string Incumbent = "current";

    /// <summary>The mean difference with its interval of 95 %; <see langword="null"/> if there is no blend or nothing beside it.</summary>
    /// <param name="reports">The figures of every model on the same cases.</param>
    /// <param name="deciding">The figure compared.</param>
    /// <param name="seed">The seed of the bootstrap.</param>
    public static Interval? Of(IReadOnlyDictionary<string, RankingReport> reports, string deciding, ulong seed)
    {
        var single = reports.Where(report => report.Key is not (BlendName or Incumbent)).ToArray();
        if (single.Length == 0 || !reports.TryGetValue(BlendName, out var blend))
            return null;
        var best = single.MaxBy(report => report.Value.Metrics[deciding].Estimate).Value;
        return Bootstrap.PairedDifference(blend.Values[deciding], best.Values[deciding], seed: seed);
    }
}
