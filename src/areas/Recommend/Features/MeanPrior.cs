namespace Kirana.Recommend.Features;

/// <summary>How much a group's mean says of one of its members: credibility by moments (Bühlmann and Straub, "Glaubwürdigkeit für Schadensätze", Mitteilungen der
/// Vereinigung schweizerischer Versicherungsmathematiker 70, 1970). Where <see cref="RatePrior"/> is of shares, this is of any numbers.</summary>
/// <remarks>σ², the variance of a member's numbers, is Σ (x − x̄_i)² / Σ (n_i − 1), and τ², that of members' means, (Σ n_i (x̄_i − x̄_g)² − Σ_g (I_g − 1) σ²) / Σ_g (N_g − Σ n_i² / N_g).
/// The prior is worth σ² / τ² numbers.</remarks>
internal static class MeanPrior
{
    /// <summary>A prior is worth no fewer numbers: members that differ as much as they can still have but few.</summary>
    private const double Least = 1;

    /// <summary>A prior is worth no more numbers: that many are evidence even where members hardly differ.</summary>
    private const double Most = 100;

    /// <summary>The numbers that the prior is worth.</summary>
    /// <param name="sums">The sum of each member's numbers.</param>
    /// <param name="squares">The sum of their squares.</param>
    /// <param name="counts">How many.</param>
    /// <param name="groups">The group of each member.</param>
    /// <param name="groupCount">The number of groups.</param>
    public static double Strength(ReadOnlySpan<double> sums, ReadOnlySpan<double> squares, ReadOnlySpan<int> counts, ReadOnlySpan<int> groups, int groupCount)
    {
        var (within, free) = (0.0, 0);
        var (total, number, members, numberSquares) = (new double[groupCount], new double[groupCount], new int[groupCount], new double[groupCount]);
        for (var i = 0; i < counts.Length; i++)
        {
            if (counts[i] == 0)
                continue;
            within += squares[i] - sums[i] * sums[i] / counts[i];
            free += counts[i] - 1;
            total[groups[i]] += sums[i];
            number[groups[i]] += counts[i];
            members[groups[i]]++;
            numberSquares[groups[i]] += (double)counts[i] * counts[i];
        }

        if (free == 0)
            return Most;
        var variance = within / free;
        var (between, units) = (0.0, 0.0);
        for (var i = 0; i < counts.Length; i++)
            if (counts[i] > 0 && sums[i] / counts[i] - total[groups[i]] / number[groups[i]] is var away)
                between += counts[i] * away * away;
        for (var group = 0; group < groupCount; group++)
            if (members[group] > 0)
                (between, units) = (between - (members[group] - 1) * variance, units + number[group] - numberSquares[group] / number[group]);
        return between > 0 && units > 0 ? Math.Clamp(variance * units / between, Least, Most) : Most;
    }
}
