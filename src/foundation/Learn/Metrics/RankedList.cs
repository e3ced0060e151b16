using Kirana.Numerics.Kernels;

namespace Kirana.Learn.Metrics;

/// <summary>How well one list is ordered by its scores. Equal scores count against the list: the less relevant row goes first.</summary>
/// <remarks>Every method takes the relevance of each row (n), from 0 for irrelevant up, and its score (n), the higher the earlier, and
/// throws <see cref="ArgumentException"/> if their lengths differ.</remarks>
public static class RankedList
{
    private const double Ln2 = 0.6931471805599453;

    /// <summary>Normalised discounted cumulative gain at a cutoff: Σ (2^relevance − 1) / log₂(place + 1), over that of the best order
    /// (Järvelin and Kekäläinen 2002, with the gains of Burges et al., ICML 2005).</summary>
    /// <param name="relevances">The relevance of each row.</param>
    /// <param name="scores">The score of each row.</param>
    /// <param name="cutoff">The places that count, at least 1; all by default.</param>
    /// <returns>1 for the best order; 0 where nothing is relevant.</returns>
    public static double Ndcg(ReadOnlySpan<float> relevances, ReadOnlySpan<double> scores, int cutoff = int.MaxValue)
    {
        var best = Gain([.. relevances.ToArray().OrderDescending()], cutoff);
        return best > 0 ? Gain(Ordered(relevances, scores), cutoff) / best : 0;
    }

    /// <summary>Average precision: the mean over relevant rows of the share of relevant rows down to each; 0 where nothing is relevant.</summary>
    /// <param name="relevances">The relevance of each row.</param>
    /// <param name="scores">The score of each row.</param>
    public static double AveragePrecision(ReadOnlySpan<float> relevances, ReadOnlySpan<double> scores)
    {
        var (found, sum) = (0, 0.0);
        var ordered = Ordered(relevances, scores);
        for (var place = 0; place < ordered.Length; place++)
            if (ordered[place] > 0)
                sum += ++found / (place + 1.0);
        return found > 0 ? sum / found : 0;
    }

    /// <summary>One over the place of the first relevant row; 0 where nothing is relevant. Its mean over lists is the MRR.</summary>
    /// <param name="relevances">The relevance of each row.</param>
    /// <param name="scores">The score of each row.</param>
    public static double ReciprocalRank(ReadOnlySpan<float> relevances, ReadOnlySpan<double> scores) =>
        Array.FindIndex(Ordered(relevances, scores), relevance => relevance > 0) is >= 0 and var place ? 1.0 / (place + 1) : 0;

    private static float[] Ordered(ReadOnlySpan<float> relevances, ReadOnlySpan<double> scores)
    {
        BinaryRows.Same(scores.Length, relevances.Length, nameof(scores));
        var (own, by) = (relevances.ToArray(), scores.ToArray());
        return [.. Enumerable.Range(0, by.Length).OrderByDescending(i => by[i]).ThenBy(i => own[i]).Select(i => own[i])];
    }

    private static double Gain(float[] ordered, int cutoff)
    {
        var sum = 0.0;
        for (var place = 0; place < Math.Min(cutoff, ordered.Length); place++)
            sum += (Elementary.Exp(ordered[place] * Ln2) - 1) / (Elementary.Log(place + 2.0) / Ln2);
        return sum;
    }
}
