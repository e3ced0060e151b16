namespace Kirana.Forecast.Hierarchy;

/// <summary>Which aggregates meet, and in which series: the shape of a <see cref="ConstraintMatrix"/>, the same for any diagonal. Immutable.</summary>
internal sealed class ConstraintPattern
{
    private readonly int[] _places;
    private readonly int[] _starts;

    /// <summary>Finds the pairs.</summary>
    /// <param name="hierarchy">The hierarchy.</param>
    public ConstraintPattern(SeriesHierarchy hierarchy)
    {
        Hierarchy = hierarchy;
        var count = hierarchy.AggregateCount;
        var keys = new List<long>();
        _starts = new int[hierarchy.Count + 1];
        for (var i = 0; i < hierarchy.Count; i++)
        {
            var parents = hierarchy.ParentsOf(i);
            for (var k = 0; k < parents.Length; k++)
            {
                for (var other = 0; other < k; other++)
                    keys.Add(Key(parents[other], parents[k], count));
                if (i < count)
                    keys.Add(Key(parents[k], i, count));
            }

            _starts[i + 1] = keys.Count;
        }

        long[] pairs = [.. keys.Distinct().Order()];
        First = Array.ConvertAll(pairs, key => (int)(key / count));
        Second = Array.ConvertAll(pairs, key => (int)(key % count));
        _places = [.. keys.Select(key => Array.BinarySearch(pairs, key))];
    }

    /// <summary>The hierarchy.</summary>
    public SeriesHierarchy Hierarchy { get; }

    /// <summary>Of each pair the aggregate that comes first.</summary>
    public int[] First { get; }

    /// <summary>Of each pair the other one.</summary>
    public int[] Second { get; }

    /// <summary>The pairs that meet in a series: for each parent those with the parents before it, then, of an aggregate, the one with itself.</summary>
    public ReadOnlySpan<int> PairsOf(int series) => _places.AsSpan(_starts[series].._starts[series + 1]);

    private static long Key(int first, int second, int count) => (long)Math.Min(first, second) * count + Math.Max(first, second);
}
