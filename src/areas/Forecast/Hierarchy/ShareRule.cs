namespace Kirana.Forecast.Hierarchy;

/// <summary>A bottom series is its share, at each step, of an anchor's values; a series that is its own anchor stays.</summary>
internal sealed class ShareRule(int[] anchors, int aggregates, double[] shares, int steps, BaseSums sums) : IBottomRule
{
    public void Apply(int first, int count, Span<double> values)
    {
        var (columns, repeats) = (sums.Columns, sums.Columns / Math.Max(steps, 1));
        for (var i = 0; i < count; i++)
        {
            var bottom = first - aggregates + i;
            if (anchors[bottom] == first + i)
                continue;
            var anchor = sums.Upper.AsSpan(anchors[bottom] * columns, columns);
            for (var k = 0; k < columns; k++)
                values[i * columns + k] = anchor[k] * shares[bottom * steps + k / repeats];
        }
    }
}
