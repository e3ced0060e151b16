using Kirana.Data;
using Kirana.Data.ModelFiles;

namespace Kirana.Learn.Binning;

/// <summary>Descriptions of features in a model file.</summary>
internal static class FeatureColumnFile
{
    public static void Save(ModelWriter writer, FeatureColumn[] columns)
    {
        writer.AddStrings("feature_name", Array.ConvertAll(columns, c => c.Name));
        writer.Add("feature_categorical", Array.ConvertAll(columns, c => c.IsCategorical ? (byte)1 : (byte)0));
        writer.Add("feature_levels", Array.ConvertAll(columns, c => c.Levels.Length));
        writer.AddStrings("level", [.. columns.SelectMany(c => c.Levels)]);
    }

    /// <exception cref="DataException"><c>bad-model</c>.</exception>
    public static FeatureColumn[] Load(ModelReader reader)
    {
        var names = reader.Strings("feature_name");
        if (names.Distinct(StringComparer.Ordinal).Count() != names.Length)
            throw reader.Invalid("feature_name", "distinct names", "one of them twice");
        var categorical = reader.Bytes("feature_categorical", names.Length);
        var levelCounts = reader.Ints("feature_levels", names.Length);
        var levels = reader.Strings("level");
        if (Array.Exists(levelCounts, count => count < 0) || levelCounts.Sum(count => (long)count) != levels.Length)
            throw reader.Invalid("feature_levels", $"{levels.Length} levels in all", "another number");
        var columns = new FeatureColumn[names.Length];
        for (int i = 0, at = 0; i < columns.Length; at += levelCounts[i++])
            columns[i] = new FeatureColumn(names[i], categorical[i] != 0, levels[at..(at + levelCounts[i])]);
        return columns;
    }
}
