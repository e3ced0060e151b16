using Kirana.Data.Fitting;
using Kirana.Recommend.Evaluation;

namespace Kirana.Recommend.Blending;

/// <summary>Learns what each source of a blend is worth, on cases that no source has seen.</summary>
/// <remarks>Coordinate search on NDCG itself, which is no smooth function of the weights (Metzler and Croft, "Linear feature-based
/// models for information retrieval", Information Retrieval 10, 2007, §4.1): from the best single source, each weight in turn is
/// tried smaller, greater and 0, until a whole round changes nothing. Sources are asked once; a trial only adds and counts.</remarks>
public static class BlendWeights
{
    private const int MostRounds = 20;

    /// <summary>A gain below this is chance.</summary>
    private const double LeastGain = 1e-5;

    private static readonly double[] Factors = [0, 0.5, 0.8, 1.25, 2];

    /// <summary>Weights tried for a source of weight 0, in units of the greatest weight.</summary>
    private static readonly double[] Entries = [0.1, 0.3, 1];

    /// <summary>Learns weights.</summary>
    /// <param name="sources">Models over the items of the cases; at least one.</param>
    /// <param name="cases">Cases none of the sources learned from; of several sets each counts the same, such as lists with and without
    /// what a shopper has.</param>
    /// <param name="length">The list length k of the NDCG that decides, at least 1.</param>
    /// <param name="scale">The common scale of scores.</param>
    /// <param name="candidates">The items each source nominates.</param>
    /// <param name="context">Threads, cancellation and progress.</param>
    /// <returns>A weight for each source, the greatest 1, and the NDCG they reach.</returns>
    public static (double[] Weights, double Ndcg) Learn(
        IReadOnlyList<IRecommender> sources, IReadOnlyList<TestCases> cases, int length, BlendScale scale, int candidates, FitContext context)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        var pools = cases.Select(set => CandidatePools.Of(sources, set, scale, candidates, context)).ToArray();
        var weights = new double[sources.Count];
        var best = -1.0;
        for (var s = 0; s < sources.Count; s++)
        {
            var alone = new double[sources.Count];
            alone[s] = 1;
            var ndcg = Ndcg(alone);
            if (ndcg > best)
                (weights, best) = (alone, ndcg);
        }

        var improved = sources.Count > 1;
        for (var round = 0; round < MostRounds && improved; round++)
        {
            improved = false;
            for (var s = 0; s < sources.Count; s++)
                foreach (var trial in TrialsOf(weights, s))
                {
                    var ndcg = Ndcg(trial);
                    if (ndcg > best + LeastGain)
                        (weights, best, improved) = (trial, ndcg, true);
                }
        }

        var greatest = weights.Max();
        return (Array.ConvertAll(weights, weight => weight / greatest), best);

        double Ndcg(double[] trial) => pools.Average(set => set.Ndcg(trial, length, context));
    }

    private static List<double[]> TrialsOf(double[] weights, int source)
    {
        var trials = new List<double[]>();
        foreach (var value in weights[source] == 0 ? Entries.Select(entry => entry * weights.Max()) : Factors.Select(factor => factor * weights[source]))
        {
            var trial = weights.ToArray();
            trial[source] = value;
            if (trial.Max() > 0)
                trials.Add(trial);
        }

        return trials;
    }
}
