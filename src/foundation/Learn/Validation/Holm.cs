namespace Kirana.Learn.Validation;

/// <summary>Holm's correction: with it, the chance that any of several true hypotheses is rejected at a level is at most that level.</summary>
/// <remarks>Holm, "A simple sequentially rejective multiple test procedure", Scandinavian Journal of Statistics 6 (1979).</remarks>
public static class Holm
{
    /// <summary>Adjusts probabilities.</summary>
    /// <param name="probabilities">The probability of each test (m), from 0 to 1; NaN for one that could not be made, which does not count.</param>
    /// <returns>The least level at which each is rejected (m).</returns>
    public static double[] Adjust(ReadOnlySpan<double> probabilities)
    {
        var (own, adjusted) = (probabilities.ToArray(), probabilities.ToArray());
        int[] order = [.. Enumerable.Range(0, own.Length).Where(i => !double.IsNaN(own[i])).OrderBy(i => own[i])];
        var most = 0.0;
        for (var rank = 0; rank < order.Length; rank++)
            adjusted[order[rank]] = most = Math.Max(most, Math.Min(1, (order.Length - rank) * own[order[rank]]));
        return adjusted;
    }
}
