namespace Kirana.Recommend.Sparse;

/// <summary>Turns a list of events into one entry for each item.</summary>
internal static class MergedHistory
{
    /// <summary>Writes the distinct items in ascending order with their weights added, and returns how many there are.</summary>
    /// <param name="items">The items of the events; repeats allowed.</param>
    /// <param name="weights">The weights of the events, beside <paramref name="items"/>.</param>
    /// <param name="distinct">At least as long as <paramref name="items"/>.</param>
    /// <param name="sums">At least as long as <paramref name="items"/>.</param>
    public static int Merge(ReadOnlySpan<int> items, ReadOnlySpan<float> weights, Span<int> distinct, Span<float> sums)
    {
        distinct = distinct[..items.Length];
        sums = sums[..items.Length];
        items.CopyTo(distinct);
        weights.CopyTo(sums);
        distinct.Sort(sums);

        var count = 0;
        for (var start = 0; start < distinct.Length;)
        {
            var item = distinct[start];
            var sum = 0.0;
            for (; start < distinct.Length && distinct[start] == item; start++)
                sum += sums[start];
            distinct[count] = item;
            sums[count++] = (float)sum;
        }

        return count;
    }
}
