using System.Runtime.CompilerServices;
using Kirana.Learn.Binning;

namespace Kirana.Learn.Forests;

/// <summary>What the bytes of a feature mean in the nodes that are looked at.</summary>
internal sealed class NodeBins
{
    /// <summary>The bins of the whole table.</summary>
    /// <param name="bins">The bins.</param>
    /// <param name="column">The place of the feature's column.</param>
    /// <param name="codes">How many bytes occur in the column.</param>
    /// <param name="binOfCode">The bin of each of the 256 bytes; a byte is the bin itself where <see langword="null"/>.</param>
    public NodeBins(FeatureBins bins, int column, int codes, byte[]? binOfCode) =>
        (Bins, Column, Codes, BinOfCode, ValueBins, HasReserved) = (bins, column, codes, binOfCode, bins.ValueBins, bins.HasReserved);

    /// <summary>The place of the feature's column.</summary>
    public int Column { get; }

    /// <summary>How many bytes occur in the column, from 0 on.</summary>
    public int Codes { get; }

    /// <summary>The bin of each byte of the column; a byte is the bin itself where <see langword="null"/>.</summary>
    public byte[]? BinOfCode { get; }

    /// <summary>The bins of the whole table.</summary>
    public FeatureBins Bins { get; }

    /// <summary>The number of bins that hold values.</summary>
    public int ValueBins { get; private set; }

    /// <summary>Whether the bin behind them holds missing values.</summary>
    public bool HasReserved { get; private set; }

    public int Count => ValueBins + (HasReserved ? 1 : 0);

    public bool IsCategorical => Bins.IsCategorical;

    /// <summary>The value of each bin where every value has one of its own.</summary>
    private float[]? Values { get; set; }

    /// <summary>The same bins in another column of the same bytes.</summary>
    public NodeBins At(int column) => new(Bins, column, Codes, BinOfCode);

    /// <summary>Gives every value of some rows a bin of its own.</summary>
    /// <param name="values">The rows' values, at most <see cref="FeatureBins.MaxValueBins"/>.</param>
    /// <param name="bins">The rows' bins of the whole table; taken over by the new ones.</param>
    /// <param name="order">As long as the rows, of any content.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Rank(ReadOnlySpan<float> values, Span<byte> bins, Span<byte> order)
    {
        Values ??= new float[FeatureBins.MaxValueBins];
        SortByBin(bins, order);
        var present = values.Length;
        while (present > 0 && float.IsNaN(values[order[present - 1]]))
            present--;

        // Bins are in order already: only values of one bin may have to change places.
        for (var i = 1; i < present; i++)
        {
            var own = order[i];
            var at = i;
            for (; at > 0 && values[order[at - 1]] > values[own]; at--)
                order[at] = order[at - 1];
            order[at] = own;
        }

        var distinct = 0;
        for (var i = 0; i < present; i++)
        {
            if (i == 0 || values[order[i]] != values[order[i - 1]])
                Values[distinct++] = values[order[i]];
            bins[order[i]] = (byte)(distinct - 1);
        }

        for (var i = present; i < values.Length; i++)
            bins[order[i]] = (byte)distinct;
        (ValueBins, HasReserved) = (distinct, present < values.Length);
    }

    /// <summary>The threshold between two bins that a split parts.</summary>
    public float Threshold(in ForestSplit split)
    {
        if (split.FirstRight == int.MaxValue)
            return float.PositiveInfinity;
        if (!float.IsNaN(split.Threshold))
            return split.Threshold;
        if (Values is not null)
            return NumericCuts.Middle(Values[split.LastLeft], Values[split.FirstRight]);

        // The middle of the gap.
        var (low, high) = (Bins.Cuts[split.LastLeft], Bins.Cuts[split.FirstRight - 1]);
        return (float)(low + ((double)high - low) / 2);
    }

    /// <summary>Counting sort: the rows of a lower bin first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SortByBin(ReadOnlySpan<byte> bins, Span<byte> order)
    {
        Span<byte> starts = stackalloc byte[ColumnPacking.Codes];
        foreach (var bin in bins)
            starts[bin]++;
        byte sum = 0;
        foreach (ref var start in starts)
            (start, sum) = (sum, (byte)(sum + start));
        for (var i = 0; i < bins.Length; i++)
            order[starts[bins[i]]++] = (byte)i;
    }
}
