namespace Kirana.Learn.Boosting;

/// <summary>Some rows side by side, no group of which is taken in part.</summary>
/// <param name="Start">The first row.</param>
/// <param name="Count">How many rows.</param>
/// <param name="GroupSizes">The rows of each of their groups; none where there are no groups.</param>
internal readonly record struct RowBlock(int Start, int Count, int[] GroupSizes)
{
    /// <summary>Parts rows into blocks of about one size.</summary>
    /// <param name="rows">The number of rows.</param>
    /// <param name="groupSizes">The rows of each group; none where there are no groups.</param>
    /// <param name="wanted">The rows of a block; a large group or the end of the rows makes other sizes.</param>
    public static RowBlock[] Of(int rows, int[] groupSizes, int wanted)
    {
        var blocks = new List<RowBlock>();
        for (var start = 0; groupSizes.Length == 0 && start < rows; start += wanted)
            blocks.Add(new RowBlock(start, Math.Min(wanted, rows - start), []));
        for (int group = 0, start = 0, end; group < groupSizes.Length; group = end)
        {
            var count = groupSizes[group];
            for (end = group + 1; end < groupSizes.Length && count + groupSizes[end] <= wanted; end++)
                count += groupSizes[end];
            blocks.Add(new RowBlock(start, count, groupSizes[group..end]));
            start += count;
        }

        return [.. blocks];
    }
}
