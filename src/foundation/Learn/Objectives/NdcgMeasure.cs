using Kirana.Numerics.Kernels;

namespace Kirana.Learn.Objectives;

/// <summary>Normalised discounted cumulative gain with gain 2^relevance − 1 and discount 1/log₂(rank + 1).</summary>
internal sealed class NdcgMeasure(int cutoff) : RankingMeasure(cutoff)
{
    // Longer lists are rare: their ends are computed anew.
    private static readonly double[] s_discounts = [.. Enumerable.Range(0, 1024).Select(DiscountOf)];

    private float[] _ranked = [];
    private double _ideal;

    public override double Value
    {
        get
        {
            var reached = 0.0;
            for (var rank = 0; rank < Math.Min(Cutoff, _ranked.Length); rank++)
                reached += Gain(_ranked[rank]) * Discount(rank);
            return _ideal > 0 ? reached / _ideal : 1;
        }
    }

    public override bool HasRelevant => _ideal > 0;

    public override void Begin(ReadOnlySpan<float> ranked)
    {
        _ranked = ranked.ToArray();
        var sorted = ranked.ToArray();
        Array.Sort(sorted, (a, b) => b.CompareTo(a));
        _ideal = 0;
        for (var rank = 0; rank < Math.Min(Cutoff, sorted.Length); rank++)
            _ideal += Gain(sorted[rank]) * Discount(rank);
    }

    public override double Change(int first, int second)
    {
        // Ranks from the cutoff on are worth nothing, but as in LightGBM pairs across it are pulled by the whole discount.
        var gain = Math.Abs(Gain(_ranked[first]) - Gain(_ranked[second]));
        return gain * (Discount(first) - Discount(second)) / _ideal;
    }

    private static double Gain(float relevance) => (1L << (int)relevance) - 1;

    private static double Discount(int rank) => rank < s_discounts.Length ? s_discounts[rank] : DiscountOf(rank);

    private static double DiscountOf(int rank) => Elementary.Log(2) / Elementary.Log(rank + 2.0);
}
