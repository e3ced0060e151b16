using Kirana.Data;

namespace Kirana.Forecast.Hierarchy;

/// <content>A hierarchy from properties of the bottom series: nested, grouped or crossed.</content>
public sealed partial class SeriesHierarchy
{
    private const string Total = "total";

    /// <summary>Adds bottom series up by their properties.</summary>
    /// <param name="keys">The bottom series' keys.</param>
    /// <param name="columns">Their properties.</param>
    /// <param name="levels">The sums wanted, each the names of the columns that part it: none for the total, <c>["state"]</c>,
    /// <c>["state", "purpose"]</c>. A level is named <c>state × purpose</c>, a series of it <c>state=Victoria × purpose=Holiday</c>.</param>
    /// <exception cref="DataException"><c>empty-hierarchy</c>, <c>duplicate-key</c>, <c>duplicate-level</c>, <c>missing-column</c> or
    /// <c>missing-group</c>; names the row.</exception>
    /// <exception cref="ArgumentException">A column has not one value for each series.</exception>
    public static SeriesHierarchy FromGroups(IReadOnlyList<string> keys, IReadOnlyList<GroupColumn> columns, IReadOnlyList<IReadOnlyList<string>> levels)
    {
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(levels);
        if (keys.Count == 0)
            throw new DataException("A hierarchy without series was given; expected one at least.") { Code = "empty-hierarchy" };
        foreach (var column in columns)
            CheckColumn(column, keys);
        var groupings = levels.Select(level => Grouping.Of(level, columns, keys.Count, Total)).OrderBy(grouping => grouping.Keys.Count).ToArray();
        var names = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var grouping in groupings)
            if (!names.TryAdd(grouping.Name, 0))
                throw new DataException($"The level '{grouping.Name}' is asked for twice.") { Code = "duplicate-level" };

        var start = new int[groupings.Length + 1];
        for (var level = 0; level < groupings.Length; level++)
            start[level + 1] = start[level] + groupings[level].Keys.Count;
        var aggregates = start[^1];
        var childLists = Enumerable.Range(0, aggregates).Select(_ => new List<int>()).ToArray();
        for (var level = 0; level < groupings.Length; level++)
            AddParts(level, groupings, start, childLists);

        string[] all = [.. groupings.SelectMany(grouping => grouping.Keys), .. keys];
        CheckDistinct(all, aggregates);
        var childStart = new int[all.Length + 1];
        for (var i = 0; i < all.Length; i++)
            childStart[i + 1] = childStart[i] + (i < aggregates ? childLists[i].Count : 0);
        return new SeriesHierarchy(
            all, aggregates, [.. groupings.Select(grouping => grouping.Name), Bottom],
            [.. groupings.SelectMany((grouping, level) => Enumerable.Repeat(level, grouping.Keys.Count)), .. Enumerable.Repeat(groupings.Length, keys.Count)],
            childStart, [.. childLists.SelectMany(list => list)]);
    }

    /// <summary>The parts of a level's series are those of the coarsest finer level that no boundary of this one cuts; else the bottom.</summary>
    private static void AddParts(int level, Grouping[] groupings, int[] start, List<int>[] childLists)
    {
        var coarse = groupings[level].Codes;
        for (var finer = level + 1; finer < groupings.Length; finer++)
        {
            var fine = groupings[finer].Codes;
            var owner = new int[groupings[finer].Keys.Count];
            Array.Fill(owner, -1);
            var isCut = false;
            for (var i = 0; i < fine.Length && !isCut; i++)
            {
                isCut = owner[fine[i]] >= 0 && owner[fine[i]] != coarse[i];
                owner[fine[i]] = coarse[i];
            }

            if (isCut)
                continue;
            for (var part = 0; part < owner.Length; part++)
                childLists[start[level] + owner[part]].Add(start[finer] + part);
            return;
        }

        for (var i = 0; i < coarse.Length; i++)
            childLists[start[level] + coarse[i]].Add(start[^1] + i);
    }

    private static void CheckColumn(GroupColumn column, IReadOnlyList<string> keys)
    {
        if (column.Values.Count != keys.Count)
            throw new ArgumentException($"The column '{column.Name}' has {column.Values.Count} values for {keys.Count} series; one each is expected.", nameof(column));
        for (var i = 0; i < keys.Count; i++)
            if (string.IsNullOrEmpty(column.Values[i]))
                throw Bad("missing-group", i, column.Name, $"Row {i + 1}, the series '{keys[i]}', has no value in the column '{column.Name}'.",
                    "Give it a group of its own, such as 'other'.");
    }

    private static void CheckDistinct(string[] all, int aggregates)
    {
        var places = new Dictionary<string, int>(all.Length, StringComparer.Ordinal);
        for (var i = 0; i < all.Length; i++)
            if (!places.TryAdd(all[i], i))
            {
                if (i < aggregates)
                    throw new DataException($"Two sums have the key '{all[i]}'; expected distinct ones.") { Code = "duplicate-key", Hint = "Take ' × ' out of the groups' names." };
                var earlier = places[all[i]] < aggregates ? "a sum" : $"row {places[all[i]] - aggregates + 1}";
                throw Bad("duplicate-key", i - aggregates, "key", $"Row {i - aggregates + 1} has the key '{all[i]}', which {earlier} has already.", "Give every series once.");
            }
    }
}
