using Kirana.Learn.Binning;

namespace Kirana.Learn.Boosting.Parts;

/// <summary>Columns and bins in messages.</summary>
internal static class ColumnMessages
{
    public static MessageWriter Add(this MessageWriter writer, IReadOnlyList<FeatureColumn> columns)
    {
        writer.Add(columns.Count);
        foreach (var column in columns)
            writer.Add(column.Name).Add(column.IsCategorical).Add(column.Levels);
        return writer;
    }

    public static FeatureColumn[] Columns(this MessageReader reader)
    {
        var columns = new FeatureColumn[reader.Count(3 * sizeof(int))];
        for (var i = 0; i < columns.Length; i++)
            columns[i] = new FeatureColumn(reader.Text(), reader.Bool(), reader.Texts());
        return columns;
    }

    public static MessageWriter Add(this MessageWriter writer, FeatureBins[] bins)
    {
        foreach (var own in bins)
            writer.Add(own.IsCategorical).Add(own.HasReserved).AddArray<float>(own.Cuts).AddArray<int>(own.Categories);
        return writer;
    }

    /// <summary>The bins of each column; cuts and codes ascend, and there are not too many.</summary>
    public static FeatureBins[] Bins(this MessageReader reader, IReadOnlyList<FeatureColumn> columns)
    {
        var bins = new FeatureBins[columns.Count];
        for (var f = 0; f < bins.Length; f++)
        {
            var (isCategorical, hasReserved, cuts, categories) = (reader.Bool(), reader.Bool(), reader.Array<float>(), reader.Array<int>());
            var isSound = isCategorical == columns[f].IsCategorical && (isCategorical ? cuts.Length == 0 && hasReserved : categories.Length == 0)
                && cuts.Length < FeatureBins.MaxWideBins && categories.Length <= FeatureBins.MaxWideBins && !Array.Exists(cuts, float.IsNaN)
                && (categories.Length == 0 || (categories[0] >= 0 && categories[^1] < columns[f].Levels.Length));
            for (var i = 1; i < cuts.Length; i++)
                isSound &= cuts[i] > cuts[i - 1];
            for (var i = 1; i < categories.Length; i++)
                isSound &= categories[i] > categories[i - 1];
            if (!isSound)
                throw MessageReader.Bad($"has bins of '{columns[f].Name}' that no column can have");
            bins[f] = isCategorical ? FeatureBins.Categorical(categories) : FeatureBins.Numeric(cuts, hasReserved);
        }

        return bins;
    }
}
