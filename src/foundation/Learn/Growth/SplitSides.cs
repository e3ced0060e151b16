using System.Runtime.CompilerServices;
using Kirana.Learn.Binning;
using Kirana.Learn.Splitting;

namespace Kirana.Learn.Growth;

/// <summary>Tells which numbers of a column go left at a split.</summary>
internal sealed class SplitSides
{
    private readonly BinnedTable _table;
    private readonly byte[] _goesLeft;
    private readonly bool[] _binLeft;

    public SplitSides(BinnedTable table)
    {
        _table = table;
        var mostBins = ColumnPacking.Codes;
        foreach (var bins in table.Features)
            mostBins = Math.Max(mostBins, bins.Count);
        (_goesLeft, _binLeft) = (new byte[mostBins], new bool[mostBins]);
    }

    /// <summary>1 for each number of the split's column whose rows go left, else 0; at least 256 long, valid until the next call.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public byte[] Of(Split split)
    {
        var feature = _table.Features[split.Feature];
        var left = _binLeft.AsSpan(0, feature.Count);
        left.Clear();
        if (split.LeftBins is null)
            for (var bin = 0; bin <= split.Bin; bin++)
                left[bin] = true;
        else
            foreach (var bin in split.LeftBins)
                left[bin] = true;
        if (feature.HasReserved)
            left[feature.ValueBins] = split.ReservedLeft;
        var codes = _table.CodesOf(split.Feature);
        for (var code = 0; code < codes; code++)
            _goesLeft[code] = left[_table.BinOf(split.Feature, code)] ? (byte)1 : (byte)0;
        return _goesLeft;
    }
}
