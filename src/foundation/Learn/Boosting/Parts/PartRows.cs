using Kirana.Data;
using Kirana.Learn.Binning;

namespace Kirana.Learn.Boosting.Parts;

/// <summary>What a part tells of its rows besides their features.</summary>
/// <param name="Columns">The features.</param>
/// <param name="Labels">The labels of the classes that occur, in ordinal order; none where the target is a number.</param>
/// <param name="Targets">The target of each row.</param>
/// <param name="Weights">The weight of each row; none where all are 1.</param>
/// <param name="GroupSizes">The rows of each group; none where there are no groups.</param>
internal sealed record PartRows(FeatureColumn[] Columns, string[] Labels, float[] Targets, float[] Weights, int[] GroupSizes)
{
    public byte[] ToMessage() => new MessageWriter(PartRequest.Describe)
        .Add(Columns).Add(Labels).AddArray<float>(Targets).AddArray<float>(Weights).AddArray<int>(GroupSizes).ToArray();

    /// <exception cref="DataException"><c>bad-message</c>.</exception>
    public static PartRows Of(MessageReader reader)
    {
        var rows = new PartRows(reader.Columns(), reader.Texts(), reader.Array<float>(), reader.Array<float>(), reader.Array<int>());
        reader.End();
        var count = rows.Targets.Length;
        if (rows.Weights.Length != 0 && rows.Weights.Length != count)
            throw MessageReader.Bad($"has {rows.Weights.Length} weights for {count} rows");
        if (rows.GroupSizes.Length > 0 && (Array.Exists(rows.GroupSizes, size => size < 1) || rows.GroupSizes.Sum(size => (long)size) != count))
            throw MessageReader.Bad($"has groups that are not those of {count} rows");
        if (rows.Labels.Length > 0 && Array.Exists(rows.Targets, target => !(target >= 0 && target < rows.Labels.Length && target == MathF.Floor(target))))
            throw MessageReader.Bad($"has targets that are none of {rows.Labels.Length} labels");
        return rows;
    }

    /// <summary>All rows, part after part; the levels and labels of all, and the columns in the order of the first part's.</summary>
    /// <exception cref="DataException"><c>changed-columns</c>: the parts have different columns or roles.</exception>
    public static PartRows Join(PartRows[] parts)
    {
        var first = parts[0];
        var columns = Array.ConvertAll(first.Columns, column =>
        {
            var levels = new List<string>();
            var known = new HashSet<string>(StringComparer.Ordinal);
            for (var p = 0; p < parts.Length; p++)
            {
                var own = Array.Find(parts[p].Columns, other => string.Equals(other.Name, column.Name, StringComparison.Ordinal));
                if (own is null || own.IsCategorical != column.IsCategorical || parts[p].Columns.Length != first.Columns.Length)
                    throw Changed($"part {p} has {parts[p].Columns.Length} features, {(own is null ? $"none of them '{column.Name}'" : $"and '{column.Name}' {(own.IsCategorical ? "of categories" : "of numbers")}")}");
                levels.AddRange(own.Levels.Where(known.Add));
            }

            return column with { Levels = [.. levels] };
        });

        for (var p = 0; p < parts.Length; p++)
            if (parts[p].Targets.Length > 0 && ((parts[p].Labels.Length > 0) != (parts.Any(part => part.Labels.Length > 0))
                || parts[p].Weights.Length > 0 != parts.Any(part => part.Weights.Length > 0) || parts[p].GroupSizes.Length > 0 != parts.Any(part => part.GroupSizes.Length > 0)))
                throw Changed($"part {p} has another kind of target, or weights or groups where others have none");
        string[] labels = [.. parts.SelectMany(part => part.Labels).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return new PartRows(
            columns, labels,
            [.. parts.SelectMany(part => part.Labels.Length == 0 ? part.Targets : Array.ConvertAll(part.Targets, target => (float)Array.BinarySearch(labels, part.Labels[(int)target], StringComparer.Ordinal)))],
            [.. parts.SelectMany(part => part.Weights)], [.. parts.SelectMany(part => part.GroupSizes)]);
    }

    private static DataException Changed(string what) => new($"The parts do not belong together: {what}.")
    {
        Code = "changed-columns", Hint = "Give every part the same columns, kinds and roles.",
    };
}
