using Kirana.Data.Tables;

namespace Kirana.Pipelines.Learn.Tables;

/// <summary>Numbers the groups of rows.</summary>
internal static class GroupKeys
{
    /// <summary>The number of each row's group, in the order of their first rows; missing values are a group of their own.</summary>
    public static int[] Of(Column group)
    {
        var (keys, keyOf) = (new int[group.Count], new Dictionary<object, int>());
        for (var row = 0; row < keys.Length; row++)
        {
            object own = group switch
            {
                NumberColumn numbers => numbers[row],
                CategoryColumn categories => categories.Codes[row],
                _ => ((TimeColumn)group).Times[row],
            };
            if (!keyOf.TryGetValue(own, out keys[row]))
                keyOf[own] = keys[row] = keyOf.Count;
        }

        return keys;
    }

    /// <summary>The rows of each group, where they lie side by side.</summary>
    public static int[] Sizes(Column group)
    {
        var (keys, sizes) = (Of(group), new List<int>());
        for (var row = 0; row < keys.Length; row++)
            if (row > 0 && keys[row] == keys[row - 1])
                sizes[^1]++;
            else
                sizes.Add(1);
        return [.. sizes];
    }
}
