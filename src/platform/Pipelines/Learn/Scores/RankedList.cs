namespace Kirana.Pipelines.Learn.Scores;

/// <summary>How well one list is ordered.</summary>
internal static class RankedList
{
    /// <summary>Normalised discounted cumulative gain at a cutoff: Σ (2^relevance − 1) / log₂(place + 1), over that of the best order
    /// (Burges et al., ICML 2005). Equal scores count against us: the less relevant row goes first.</summary>
    public static double Ndcg(float[] relevances, float[] scores, int cutoff)
    {
        var best = Gain([.. relevances.OrderDescending()], cutoff);
        return best > 0 ? Gain(Ordered(relevances, scores), cutoff) / best : 0;
    }

    /// <summary>Average precision: the mean over relevant rows of the share of relevant rows down to each.</summary>
    public static double AveragePrecision(float[] relevances, float[] scores)
    {
        var (found, sum) = (0, 0.0);
        var ordered = Ordered(relevances, scores);
        for (var place = 0; place < ordered.Length; place++)
            if (ordered[place] > 0)
                sum += ++found / (place + 1.0);
        return found > 0 ? sum / found : 0;
    }

    private static float[] Ordered(float[] relevances, float[] scores) =>
        [.. Enumerable.Range(0, scores.Length).OrderByDescending(i => scores[i]).ThenBy(i => relevances[i]).Select(i => relevances[i])];

    private static double Gain(float[] ordered, int cutoff)
    {
        var sum = 0.0;
        for (var place = 0; place < Math.Min(cutoff, ordered.Length); place++)
            sum += (Math.Pow(2, ordered[place]) - 1) / Math.Log2(place + 2);
        return sum;
    }
}
