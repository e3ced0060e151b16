namespace Kirana.Recommend.Evaluation;

/// <summary>Draws from strata in proportion to their sizes, with a few of each.</summary>
internal static class StratifiedDraw
{
    /// <summary>Draws.</summary>
    /// <param name="strata">The stratum of each, any number.</param>
    /// <param name="most">How many are drawn, fewer than there are.</param>
    /// <param name="least">How many of each stratum at least, where it has so many; fewer if there is not room for so many of each.</param>
    /// <returns>The drawn ones, ascending.</returns>
    public static int[] Of(int[] strata, int most, int least)
    {
        int[][] members = [.. Enumerable.Range(0, strata.Length).GroupBy(one => strata[one]).OrderBy(stratum => stratum.Key).Select(stratum => stratum.ToArray())];
        var seats = Array.ConvertAll(members, own => Math.Min(own.Length, Math.Min(least, most / members.Length)));
        // The rest by the greatest remainders, of what each stratum has left.
        var (rest, left) = (most - seats.Sum(), strata.Length - seats.Sum());
        var shares = members.Select((own, stratum) => (Stratum: stratum, Exact: (double)rest * (own.Length - seats[stratum]) / left)).ToArray();
        foreach (var (stratum, exact) in shares)
            seats[stratum] += (int)exact;
        foreach (var (stratum, _) in shares.OrderByDescending(share => share.Exact - (int)share.Exact).ThenBy(share => share.Stratum).Take(most - seats.Sum()))
            seats[stratum]++;
        return [.. members.SelectMany((own, stratum) => Enumerable.Range(0, seats[stratum]).Select(i => own[(long)i * own.Length / seats[stratum]])).Order()];
    }
}
