using Kirana.Learn.Binning;

namespace Kirana.Learn.Forests;

/// <summary>Columns of bytes, a byte for each row, and what they mean for each feature. Features of few bins may share a column.</summary>
/// <param name="Columns">The columns.</param>
/// <param name="Bins">Of each feature.</param>
internal sealed record NodeColumns(byte[][] Columns, NodeBins[] Bins)
{
    /// <summary>The columns of a binned table.</summary>
    public static NodeColumns Of(BinnedTable table)
    {
        var packing = table.Packing;
        return new NodeColumns(
            [.. Enumerable.Range(0, packing.Columns).Select(table.ColumnArray)],
            [.. table.Features.Select((bins, f) => new NodeBins(bins, packing.Column[f], table.CodesOf(f), table.CodesOf(f) == bins.Count ? null : BinOfCode(table, f)))]);
    }

    /// <summary>The column of a feature.</summary>
    public byte[] ColumnOf(int feature) => Columns[Bins[feature].Column];

    private static byte[] BinOfCode(BinnedTable table, int feature)
    {
        var bins = new byte[ColumnPacking.Codes];
        for (var code = 0; code < bins.Length; code++)
            bins[code] = (byte)table.BinOf(feature, code);
        return bins;
    }
}
