using Kirana.Numerics.Kernels;

namespace Kirana.Recommend.Evaluation;

/// <summary>How likely an item of a rank is a right answer, learnt from cases; what such chances cost other cases.</summary>
/// <remarks>
/// <para>Scores of different models have different scales, their ranks have not, and a ranking says by itself that what stands higher is likelier. So chances fall with the rank and are else free: isotonic regression of "right" on the rank
/// (Zadrozny and Elkan, "Transforming classifier scores into accurate multiclass probability estimates", KDD 2002, §4; pooled by Ayer et al., 1955), fitted on one half of the shoppers and judged on the other. Platt's
/// curve would ask every model's scores to be logistic.</para>
/// <para>Ranks are taken in cells: each of the first eight, then four an octave. Of equal scores any order is as good, so an answer among m of them is a right answer 1/m at each of their ranks. A pool of n ranks with h right answers has the chance
/// (h + b) / (n + 1), with the share b of right answers among all: no chance is 0.</para>
/// </remarks>
internal sealed class RankChances
{
    private const int SingleRanks = 8;
    private const int CellsOfOctave = 4;
    private const int Cells = SingleRanks + CellsOfOctave * 29;

    private static readonly long[] s_ends = Ends();

    private readonly double[] _right = new double[Cells];
    private readonly long[] _ranks = new long[Cells];
    private (double Right, double Wrong)[]? _costs;

    /// <summary>The cases learnt from.</summary>
    public int Cases { get; private set; }

    /// <summary>Learns from a case.</summary>
    /// <param name="answers">For each right answer the items above it and those of its score, itself among them.</param>
    /// <param name="items">The items ranked.</param>
    public void Add(ReadOnlySpan<(int Above, int Equal)> answers, int items)
    {
        (Cases, _costs) = (Cases + 1, null);
        for (var cell = 0; cell < Cells && First(cell) < items; cell++)
            _ranks[cell] += Math.Min(items, s_ends[cell]) - First(cell);
        foreach (var (above, equal) in answers)
            foreach (var (cell, share) in Shares(above, equal))
                _right[cell] += share;
    }

    /// <summary>The mean cost −ln p or −ln (1 − p) of all items of a case.</summary>
    /// <param name="answers">As for <see cref="Add"/>.</param>
    /// <param name="items">The items ranked.</param>
    public double LossOf(ReadOnlySpan<(int Above, int Equal)> answers, int items)
    {
        var (costs, sum) = (_costs ??= Costs(), 0.0);
        for (var cell = 0; cell < Cells && First(cell) < items; cell++)
            sum += costs[cell].Wrong * (Math.Min(items, s_ends[cell]) - First(cell));
        foreach (var (above, equal) in answers)
            foreach (var (cell, share) in Shares(above, equal))
                sum += share * (costs[cell].Right - costs[cell].Wrong);
        return sum / items;
    }

    private (double Right, double Wrong)[] Costs()
    {
        var (right, ranks) = (_right.Sum(), _ranks.Sum());
        var share = right / ranks;
        var pools = new List<(double Right, double Ranks, int Cells)>();
        for (var cell = 0; cell < Cells; cell++)
        {
            pools.Add((_right[cell], _ranks[cell], 1));
            // A lower rank must not be likelier: then both are one.
            while (pools is [.., var higher, var lower] && lower.Right * higher.Ranks >= higher.Right * lower.Ranks)
            {
                pools.RemoveRange(pools.Count - 2, 2);
                pools.Add((higher.Right + lower.Right, higher.Ranks + lower.Ranks, higher.Cells + lower.Cells));
            }
        }

        return [.. pools.SelectMany(pool =>
        {
            var chance = (pool.Right + share) / (pool.Ranks + 1);
            return Enumerable.Repeat((-Elementary.Log(chance), -Elementary.Log(1 - chance)), pool.Cells);
        })];
    }

    /// <summary>The cells over which ranks above + 1 … above + equal spread, and the share of each.</summary>
    private static IEnumerable<(int Cell, double Share)> Shares(int above, int equal)
    {
        var cell = Array.BinarySearch(s_ends, above + 1L);
        for (cell = cell < 0 ? ~cell : cell; cell < Cells && First(cell) < above + (long)equal; cell++)
            yield return (cell, (Math.Min(above + (long)equal, s_ends[cell]) - Math.Max(above, First(cell))) / (double)equal);
    }

    private static long First(int cell) => cell == 0 ? 0 : s_ends[cell - 1];

    /// <summary>The last rank of each cell.</summary>
    private static long[] Ends()
    {
        var ends = new long[Cells];
        for (var cell = 0; cell < Cells; cell++)
            ends[cell] = cell < SingleRanks ? cell + 1 : ((long)SingleRanks << (cell - SingleRanks) / CellsOfOctave) / CellsOfOctave * (CellsOfOctave + 1 + (cell - SingleRanks) % CellsOfOctave);
        return ends;
    }
}
