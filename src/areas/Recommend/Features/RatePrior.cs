namespace Kirana.Recommend.Features;

/// <summary>How much a group's rate says of one of its members: the beta prior of empirical Bayes, by moments (Kleinman, "Proportions with extraneous variance:
/// single and independent samples", JASA 68, 1973).</summary>
/// <remarks>Of members i with n trials and rate p, in groups g of N trials and rate P, Σ n (p − P)² is expected to be Σ_g P(1 − P)[(I − 1)(1 − ρ) + ρ(N − Σ n² / N)],
/// I the members with trials and ρ the correlation of two trials of one member. The prior is worth 1 / ρ − 1 trials.</remarks>
internal static class RatePrior
{
    /// <summary>A prior is worth no fewer trials: members that differ as much as they can still have but seen a few.</summary>
    private const double Least = 1;

    /// <summary>A prior is worth no more trials: that many are evidence even where members hardly differ.</summary>
    private const double Most = 10_000;

    /// <summary>The trials that the prior is worth.</summary>
    /// <param name="successes">Of each member.</param>
    /// <param name="trials">Of each member.</param>
    /// <param name="groups">The group of each member.</param>
    /// <param name="totals">Successes and trials of each group.</param>
    public static double Strength(ReadOnlySpan<double> successes, ReadOnlySpan<double> trials, ReadOnlySpan<int> groups, ReadOnlySpan<(double Won, double Tried)> totals)
    {
        var (spread, members, squares) = (0.0, new int[totals.Length], new double[totals.Length]);
        for (var i = 0; i < trials.Length; i++)
        {
            if (trials[i] <= 0)
                continue;
            var (won, tried) = totals[groups[i]];
            var away = successes[i] / trials[i] - won / tried;
            spread += trials[i] * away * away;
            members[groups[i]]++;
            squares[groups[i]] += trials[i] * trials[i];
        }

        var (chance, extra) = (0.0, 0.0);
        for (var group = 0; group < totals.Length; group++)
        {
            var (won, tried) = totals[group];
            if (members[group] < 2)
                continue;
            var variance = won / tried * (1 - won / tried);
            chance += variance * (members[group] - 1);
            extra += variance * (tried - squares[group] / tried - (members[group] - 1));
        }

        var correlation = extra > 0 ? (spread - chance) / extra : 0;
        return correlation > 0 ? Math.Clamp(1 / correlation - 1, Least, Most) : Most;
    }

    /// <summary>(s + k·m) / (n + k).</summary>
    /// <param name="successes">s.</param>
    /// <param name="trials">n.</param>
    /// <param name="mean">m, the rate of the group; NaN gives NaN.</param>
    /// <param name="strength">k.</param>
    public static double Smoothed(double successes, double trials, double mean, double strength) => (successes + strength * mean) / (trials + strength);
}
