using Kirana.Learn.Binning;
using Kirana.Learn.Histograms;
using Kirana.Learn.Splitting;

namespace Kirana.Learn.Boosting.Parts;

/// <summary>Splits and histograms in messages.</summary>
internal static class LeafMessages
{
    public static MessageWriter Add(this MessageWriter writer, Split split) =>
        writer.Add(split.Feature).Add(split.Bin).Add(split.ReservedLeft).Add(split.LeftBins is not null).AddArray<int>(split.LeftBins ?? []);

    /// <summary>The sides of a split; its sums are not told.</summary>
    public static Split Split(this MessageReader reader, FeatureBins[] features)
    {
        var feature = reader.Int(0, features.Length - 1);
        var (bin, reservedLeft, isCategorical, leftBins) = (reader.Int(0, features[feature].Count - 1), reader.Bool(), reader.Bool(), reader.Array<int>());
        if (isCategorical != features[feature].IsCategorical || Array.Exists(leftBins, left => (uint)left >= (uint)features[feature].ValueBins))
            throw MessageReader.Bad("has a split that the bins do not allow");
        return new Split
        {
            Feature = feature, Bin = bin, ReservedLeft = reservedLeft, LeftBins = isCategorical ? leftBins : null,
            Gain = 0, Left = default, Right = default, LeftValue = 0, RightValue = 0,
        };
    }

    public static MessageWriter Add(this MessageWriter writer, Histogram histogram, ColumnPacking packing)
    {
        for (var column = 0; column < packing.Columns + packing.Wide.Length; column++)
            writer.AddAll<double>(histogram.Column(column));
        return writer;
    }

    /// <summary>Adds a part's histogram to that of all parts before it, or begins with it.</summary>
    /// <param name="reader">The message.</param>
    /// <param name="sum">Takes the sums.</param>
    /// <param name="packing">The columns.</param>
    /// <param name="isFirst">Whether the sums begin here.</param>
    public static void AddTo(this MessageReader reader, Histogram sum, ColumnPacking packing, bool isFirst)
    {
        sum.EnsureWide();
        for (var column = 0; column < packing.Columns + packing.Wide.Length; column++)
        {
            var cells = sum.Column(column);
            var own = new double[cells.Length];
            reader.Fill<double>(own);
            for (var i = 0; i < own.Length; i++)
                cells[i] = isFirst ? own[i] : cells[i] + own[i];
        }
    }
}
