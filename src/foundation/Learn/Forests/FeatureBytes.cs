using Kirana.Learn.Binning;

namespace Kirana.Learn.Forests;

/// <summary>The bin of every row by feature: the columns of a binned table, those that features share taken apart.</summary>
internal static class FeatureBytes
{
    public static byte[][] Of(BinnedTable table)
    {
        var packing = table.Packing;
        var columns = new byte[table.Features.Length][];
        for (var f = 0; f < columns.Length; f++)
        {
            var shared = table.ColumnArray(packing.Column[f]);
            if (packing.CodesOf[packing.Column[f]] == table.Features[f].Count)
            {
                columns[f] = shared;
                continue;
            }

            var bins = new byte[ColumnPacking.Codes];
            for (var code = 0; code < bins.Length; code++)
                bins[code] = (byte)table.BinOf(f, code);
            columns[f] = Array.ConvertAll(shared, code => bins[code]);
        }

        return columns;
    }
}
