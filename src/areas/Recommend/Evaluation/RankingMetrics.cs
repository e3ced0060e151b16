namespace Kirana.Recommend.Evaluation;

/// <summary>The figures of one list against its right answers, at one length k.</summary>
/// <remarks>
/// With rel(r) = 1 where the item at rank r is right and R right answers in all:
/// recall = Σ rel / R; precision = Σ rel / k; hit = 1 if any; MRR = 1 / (rank of the first right item);
/// NDCG = Σ rel(r)/log₂(r + 1) over its best possible value, min(R, k) right items on top (Järvelin and Kekäläinen, TOIS 2002);
/// MAP = Σ rel(r)·precision@r / min(R, k).
/// </remarks>
/// <param name="Recall">The share of the right answers that were listed.</param>
/// <param name="Ndcg">Normalised discounted cumulative gain.</param>
/// <param name="Mrr">Reciprocal rank of the first right item, 0 if none.</param>
/// <param name="Hit">1 if any right item was listed, otherwise 0.</param>
/// <param name="Precision">The share of k places that held a right item; empty places count as wrong.</param>
/// <param name="Map">Average precision.</param>
public readonly record struct RankingMetrics(double Recall, double Ndcg, double Mrr, double Hit, double Precision, double Map)
{
    /// <summary>Names in the order of <see cref="Values"/>.</summary>
    internal static IReadOnlyList<string> Names { get; } = ["recall", "ndcg", "mrr", "hit", "precision", "map"];

    /// <summary>The figures in the order of <see cref="Names"/>.</summary>
    internal double[] Values => [Recall, Ndcg, Mrr, Hit, Precision, Map];

    /// <summary>Scores one list.</summary>
    /// <param name="items">The list, best first.</param>
    /// <param name="targets">The right answers: distinct, ascending, at least one.</param>
    /// <param name="k">The length that counts, at least 1.</param>
    public static RankingMetrics Of(ReadOnlySpan<int> items, ReadOnlySpan<int> targets, int k)
    {
        var hits = 0;
        double gain = 0, ideal = 0, first = 0, precisions = 0;
        for (var place = 0; place < Math.Min(k, items.Length); place++)
        {
            if (targets.BinarySearch(items[place]) < 0)
                continue;
            hits++;
            gain += Discount(place);
            precisions += (double)hits / (place + 1);
            if (hits == 1)
                first = 1.0 / (place + 1);
        }

        var possible = Math.Min(k, targets.Length);
        for (var place = 0; place < possible; place++)
            ideal += Discount(place);
        return new RankingMetrics((double)hits / targets.Length, gain / ideal, first, hits > 0 ? 1 : 0, (double)hits / k, precisions / possible);
    }

    private static double Discount(int place) => 1 / Math.Log2(place + 2);
}
