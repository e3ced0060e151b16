using Kirana.Data;

namespace Kirana.Forecast.Hierarchy;

/// <content>A hierarchy from keys and parents.</content>
public sealed partial class SeriesHierarchy
{
    private const string Bottom = "bottom";
    private const int KeysShown = 8;

    /// <summary>Builds a tree, or several side by side, from the parent of each series.</summary>
    /// <param name="rows">Every series once, in any order. Those that are nobody's parent are the bottom, in the order given; the levels
    /// above are named <c>level 0</c>, <c>level 1</c> and so on by their distance from the top.</param>
    /// <exception cref="DataException"><c>empty-hierarchy</c>, <c>duplicate-key</c>, <c>orphan</c> (a parent that is not there) or
    /// <c>cycle</c>; names the row.</exception>
    public static SeriesHierarchy FromParents(IReadOnlyList<HierarchyRow> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Count == 0)
            throw new DataException("A hierarchy without series was given; expected one at least.") { Code = "empty-hierarchy" };
        var parent = ParentRows(rows);
        var depth = Depths(rows, parent);
        var isParent = new bool[rows.Count];
        foreach (var one in parent.Where(one => one >= 0))
            isParent[one] = true;

        int[] order = [.. Enumerable.Range(0, rows.Count).Where(i => isParent[i]).OrderBy(i => depth[i]), .. Enumerable.Range(0, rows.Count).Where(i => !isParent[i])];
        var place = new int[rows.Count];
        for (var i = 0; i < order.Length; i++)
            place[order[i]] = i;
        var aggregates = isParent.Count(one => one);
        var levels = aggregates == 0 ? 0 : Enumerable.Range(0, rows.Count).Where(i => isParent[i]).Max(i => depth[i]) + 1;
        return new SeriesHierarchy(
            [.. order.Select(i => rows[i].Key)], aggregates, [.. Enumerable.Range(0, levels).Select(level => $"level {level}"), Bottom],
            [.. order.Select(i => isParent[i] ? depth[i] : levels)], ChildStarts(order, place, parent, out var children), children);
    }

    private static int[] ParentRows(IReadOnlyList<HierarchyRow> rows)
    {
        var places = new Dictionary<string, int>(rows.Count, StringComparer.Ordinal);
        for (var i = 0; i < rows.Count; i++)
        {
            if (string.IsNullOrEmpty(rows[i].Key))
                throw Bad("missing-key", i, "key", $"Row {i + 1} of the hierarchy has no key.", "Give every series a key.");
            if (!places.TryAdd(rows[i].Key, i))
                throw Bad("duplicate-key", i, "key", $"Row {i + 1} of the hierarchy has the key '{rows[i].Key}', which row {places[rows[i].Key] + 1} has already.",
                    "Give every series once; for series with several parents use group columns.");
        }

        var parent = new int[rows.Count];
        for (var i = 0; i < rows.Count; i++)
        {
            parent[i] = -1;
            if (rows[i].Parent is { } key && !places.TryGetValue(key, out parent[i]))
                throw Bad("orphan", i, "parent", $"Row {i + 1} of the hierarchy, '{rows[i].Key}', has the parent '{key}', which is not among the series.",
                    "Add a row for the parent, or leave the parent out if the series is a top.");
        }

        return parent;
    }

    private static int[] Depths(IReadOnlyList<HierarchyRow> rows, int[] parent)
    {
        const int Unknown = -1;
        var depth = new int[rows.Count];
        Array.Fill(depth, Unknown);
        var way = new List<int>();
        var isOnWay = new bool[rows.Count];
        for (var i = 0; i < rows.Count; i++)
        {
            way.Clear();
            var at = i;
            for (; at >= 0 && depth[at] == Unknown; at = parent[at])
            {
                if (isOnWay[at])
                    throw Cycle(rows, way[way.IndexOf(at)..]);
                isOnWay[at] = true;
                way.Add(at);
            }

            var next = at < 0 ? 0 : depth[at] + 1;
            for (var k = way.Count - 1; k >= 0; k--)
                depth[way[k]] = next++;
        }

        return depth;
    }

    private static int[] ChildStarts(int[] order, int[] place, int[] parent, out int[] children)
    {
        var start = new int[order.Length + 1];
        foreach (var one in parent)
            if (one >= 0)
                start[place[one] + 1]++;
        for (var i = 0; i < order.Length; i++)
            start[i + 1] += start[i];
        children = new int[start[^1]];
        var next = (int[])start.Clone();
        for (var i = 0; i < order.Length; i++)
            if (parent[order[i]] >= 0)
                children[next[place[parent[order[i]]]]++] = i;
        return start;
    }

    private static DataException Cycle(IReadOnlyList<HierarchyRow> rows, List<int> ring)
    {
        var shown = string.Join(" → ", ring.Take(KeysShown).Append(ring.Count > KeysShown ? -1 : ring[0]).Select(i => i < 0 ? "…" : $"'{rows[i].Key}'"));
        return Bad("cycle", ring[0], "parent", $"Row {ring[0] + 1} of the hierarchy is part of a cycle: {shown}.", "Take one of these parents away.");
    }

    private static DataException Bad(string code, int row, string column, string message, string hint) =>
        new(message) { Code = code, Row = row + 1, Column = column, Hint = hint };
}
