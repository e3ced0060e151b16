using Kirana.Learn.Boosting;
using Kirana.Numerics.Random;

namespace Kirana.Learn.Forests;

/// <summary>Which rows each tree is grown on: a pure function of these numbers, so nothing of it needs to be kept.</summary>
/// <param name="Rows">The number of training rows.</param>
/// <param name="Fraction">How many rows are drawn for a tree, as a share of all.</param>
/// <param name="Bootstrap">Whether with repetition.</param>
/// <param name="Seed">The seed of the fit.</param>
internal sealed record Bagging(int Rows, double Fraction, bool Bootstrap, ulong Seed)
{
    /// <summary>Whether every tree sees every row, so that none is out of bag.</summary>
    public bool TakesAll => !Bootstrap && Fraction >= 1;

    /// <summary>How often each row was drawn for a tree.</summary>
    /// <param name="tree">The tree's number.</param>
    /// <param name="counts">Takes the counts, one for each row.</param>
    public void Draw(int tree, Span<int> counts)
    {
        if (TakesAll)
        {
            counts.Fill(1);
            return;
        }

        counts.Clear();
        var random = new RandomStream(Seed, RandomUse.Bag + (ulong)tree);
        if (Bootstrap)
            for (var draw = Math.Max(1, (int)Math.Ceiling(Fraction * Rows)); draw > 0; draw--)
                counts[random.Next(Rows)]++;
        else
            foreach (var row in RowSample.Uniform(Rows, Fraction, ref random))
                counts[row] = 1;
    }
}
