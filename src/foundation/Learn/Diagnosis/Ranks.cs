namespace Kirana.Learn.Diagnosis;

/// <summary>Mean ranks.</summary>
internal static class Ranks
{
    /// <summary>The rank of each value from 1 on, ties sharing their mean.</summary>
    /// <param name="values">Numbers, no NaN.</param>
    public static double[] Of(ReadOnlySpan<double> values)
    {
        var (sorted, order) = (values.ToArray(), new int[values.Length]);
        for (var i = 0; i < order.Length; i++)
            order[i] = i;
        Array.Sort(sorted, order);
        var ranks = new double[order.Length];
        for (int start = 0, end; start < order.Length; start = end)
        {
            for (end = start + 1; end < order.Length && sorted[end] == sorted[start]; end++)
            {
            }

            for (var i = start; i < end; i++)
                ranks[order[i]] = (start + end + 1) / 2.0;
        }

        return ranks;
    }
}
