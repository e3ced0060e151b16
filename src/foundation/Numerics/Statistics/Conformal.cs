namespace Kirana.Numerics.Statistics;

/// <summary>Split conformal prediction: limits that hold for any model, at any sample size, if the data are exchangeable.</summary>
public static class Conformal
{
    /// <summary>The score that a new one exceeds with probability at most 1 − coverage: the ⌈(n + 1)·coverage⌉-th smallest.</summary>
    /// <param name="scores">Nonconformity scores of held-out data, without NaN; sorted in place.</param>
    /// <param name="coverage">The wanted probability, in (0, 1).</param>
    /// <returns>The limit; +∞ if there are too few scores for that coverage.</returns>
    /// <exception cref="ArgumentException">A score is NaN.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="coverage"/> lies outside (0, 1).</exception>
    /// <remarks>Vovk, Gammerman and Shafer (2005); Lei et al., "Distribution-free predictive inference for regression", JASA 2018, §2.2.</remarks>
    public static double Quantile(Span<double> scores, double coverage)
    {
        if (!(coverage is > 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(coverage), coverage, "A coverage lies in (0, 1).");
        scores.Sort();
        // NaN sorts before every number.
        if (scores.Length > 0 && double.IsNaN(scores[0]))
            throw new ArgumentException("A score is NaN; leave out the cases without a score.", nameof(scores));
        // (n + 1)·coverage may exceed a whole number by its rounding alone, which must not cost a rank.
        var wanted = (scores.Length + 1) * coverage;
        var rank = (int)Math.Ceiling(wanted * (1 - 1e-14));
        return rank > scores.Length ? double.PositiveInfinity : scores[rank - 1];
    }
}
