using Kirana.Numerics.Random;

namespace Kirana.Learn.Boosting.Parts;

/// <summary>Where the rows of a part lie among all, and how trees draw from them.</summary>
/// <param name="Start">The first row's number among all.</param>
/// <param name="Total">The number of all rows.</param>
/// <param name="Seed">The seed of the fit.</param>
/// <param name="Fraction">The share of all rows for each tree.</param>
internal sealed record PartPlace(int Start, int Total, ulong Seed, double Fraction)
{
    /// <summary>The rows of a part that a round draws, ascending; all where <see langword="null"/>.</summary>
    /// <param name="round">The round.</param>
    /// <param name="rows">The rows of the part.</param>
    public int[]? Sample(int round, int rows)
    {
        if (Fraction >= 1)
            return null;
        // Every part draws from all rows, and so knows its own.
        var random = new RandomStream(Seed, RandomUse.RowSample + (ulong)round);
        return [.. RowSample.Uniform(Total, Fraction, ref random).Where(row => row >= Start && row < Start + rows).Select(row => row - Start)];
    }
}
