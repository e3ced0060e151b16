namespace Kirana.Learn.Binning;

/// <summary>Which byte column each feature lies in: features with few bins share one as digits of a mixed-radix number.</summary>
/// <remarks>A histogram of a shared column counts combinations of bins; that of one feature is its marginal sum. So eight yes-no
/// features cost one addition per row in place of eight, and nothing has to be exclusive or sparse, as bundling
/// (Ke et al., "LightGBM", NIPS 2017, §4) demands.</remarks>
internal sealed class ColumnPacking
{
    /// <summary>The numbers of one column, 0 to 255.</summary>
    public const int Codes = 256;

    /// <summary>The numbers of one column where no feature has more bins.</summary>
    /// <remarks>Six yes-no features to a column in place of eight cost a third more additions, but histograms are a third as large and fit
    /// the first-level cache: 123 yes-no features were measured to train in 0.6 of the time.</remarks>
    public const int FewCodes = 64;

    /// <summary>From so many rows on, fewer columns are worth more than small histograms.</summary>
    public const int ManyRows = 1 << 17;

    // The open column whose free room is scanned for the next feature; more would find little and cost features² time.
    private const int OpenColumns = 16;

    private ColumnPacking(int[] column, int[] stride, int[] codes, int most, int[] wide, int[] wideStart)
    {
        (Column, Stride, CodesOf, MostCodes, Wide, WideStart) = (column, stride, codes, most, wide, wideStart);
        Cells = wideStart[^1] / 2;
        foreach (var count in codes)
            Cells += count;
    }

    /// <summary>The column of each feature; those of wide features come after all others.</summary>
    public int[] Column { get; }

    /// <summary>What one bin of each feature adds to its column's number.</summary>
    public int[] Stride { get; }

    /// <summary>The count of numbers of each column, at most 256.</summary>
    public int[] CodesOf { get; }

    /// <summary>How many numbers any column may have: <see cref="FewCodes"/> or <see cref="Codes"/>.</summary>
    public int MostCodes { get; }

    /// <summary>The numbers of all columns and the bins of all wide features together.</summary>
    public int Cells { get; }

    /// <summary>The number of byte columns.</summary>
    public int Columns => CodesOf.Length;

    /// <summary>The features whose bins do not fit a byte; each has a column of two bytes for itself.</summary>
    public int[] Wide { get; }

    /// <summary>Where in a histogram's wide cells the pairs of each wide feature begin; the last number is the length of all.</summary>
    public int[] WideStart { get; }

    public bool IsWide(int feature) => Column[feature] >= Columns;

    /// <summary>Packs features in their order, each into the first open column that has room.</summary>
    /// <param name="features">The bins of each feature.</param>
    /// <param name="rows">The number of rows. Of many, each addition that is saved counts; few are soon added, and then it is the cells of each
    /// leaf that take time.</param>
    public static ColumnPacking Of(ReadOnlySpan<FeatureBins> features, int rows)
    {
        foreach (var feature in features)
            if (feature.Count is > FewCodes and <= Codes)
                return Pack(features, Codes);
        var packing = Pack(features, FewCodes);
        // Features of 9 to 16 bins lie two to a byte, those of fewer are few to a column already.
        return rows >= ManyRows && Pack(features, Codes) is var dense && 5 * dense.Columns <= 3 * packing.Columns ? dense : packing;
    }

    private static ColumnPacking Pack(ReadOnlySpan<FeatureBins> features, int most)
    {
        var (column, stride) = (new int[features.Length], new int[features.Length]);
        var (codes, open, wide) = (new List<int>(), new List<int>(), new List<int>());
        for (var f = 0; f < features.Length; f++)
        {
            var bins = features[f].Count;
            if (bins > Codes)
            {
                wide.Add(f);
                continue;
            }

            var at = open.FindIndex(c => codes[c] * bins <= most);
            if (at < 0)
            {
                codes.Add(1);
                open.Add(codes.Count - 1);
                at = open.Count - 1;
            }

            column[f] = open[at];
            stride[f] = codes[open[at]];
            codes[open[at]] *= bins;
            if (codes[open[at]] > most / 2)
                open.RemoveAt(at);
            else if (open.Count > OpenColumns)
                open.RemoveAt(0);
        }

        var wideStart = new int[wide.Count + 1];
        for (var w = 0; w < wide.Count; w++)
        {
            (column[wide[w]], stride[wide[w]]) = (codes.Count + w, 1);
            wideStart[w + 1] = checked(wideStart[w] + 2 * features[wide[w]].Count);
        }

        return new ColumnPacking(column, stride, [.. codes], most, [.. wide], wideStart);
    }
}
