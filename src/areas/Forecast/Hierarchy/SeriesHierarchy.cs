using Kirana.Data;
using Kirana.Data.Feedback;
using Kirana.Data.Series;

namespace Kirana.Forecast.Hierarchy;

/// <summary>Which series add up to which: the summing matrix, kept sparse.</summary>
/// <remarks>
/// The aggregates come first, each before the series that make it up, then the bottom series. An aggregate is written as the sum of the
/// coarsest series that part it exactly, so a tree holds one number a series and crossed groups a few. Immutable and thread-safe.
/// </remarks>
public sealed partial class SeriesHierarchy
{
    private readonly IdMap _keys;
    private readonly int[] _level;
    private readonly int[] _childStart;
    private readonly int[] _children;
    private readonly int[] _parentStart;
    private readonly int[] _parents;
    private readonly int[] _leaves;

    private SeriesHierarchy(IReadOnlyList<string> keys, int aggregates, IReadOnlyList<string> levels, int[] level, int[] childStart, int[] children)
    {
        (Count, AggregateCount, Levels) = (keys.Count, aggregates, levels);
        (_level, _childStart, _children) = (level, childStart, children);
        _keys = new IdMap(keys);
        (_parentStart, _parents) = Transpose(Count, childStart, children);
        _leaves = new int[Count];
        for (var i = Count - 1; i >= 0; i--)
        {
            _leaves[i] = i >= aggregates ? 1 : 0;
            foreach (var child in ChildrenOf(i))
                _leaves[i] += _leaves[child];
            IsTree = i == Count - 1 ? ParentsOf(i).Length <= 1 : IsTree && ParentsOf(i).Length <= 1;
        }
    }

    /// <summary>All series, aggregates and bottom.</summary>
    public int Count { get; }

    /// <summary>Series that are sums of others; they are the first.</summary>
    public int AggregateCount { get; }

    /// <summary>Series at the bottom; they are the last.</summary>
    public int BottomCount => Count - AggregateCount;

    /// <summary>The levels' names, coarse before fine; the last is <c>bottom</c>.</summary>
    public IReadOnlyList<string> Levels { get; }

    /// <summary>Whether every series adds to one other at most, so that there is one way down.</summary>
    public bool IsTree { get; }

    /// <summary>The key of a series.</summary>
    /// <param name="series">The place of the series, 0 … <see cref="Count"/> − 1.</param>
    public string KeyOf(int series) => _keys[series];

    /// <summary>The place of a series.</summary>
    /// <param name="key">Its key.</param>
    /// <exception cref="ArgumentException">There is no such series.</exception>
    public int IndexOf(string key) => _keys.TryGetIndex(key, out var index)
        ? index
        : throw new ArgumentException($"The hierarchy has no series '{key}'.", nameof(key));

    /// <summary>The level of a series, as a place in <see cref="Levels"/>.</summary>
    /// <param name="series">The place of the series.</param>
    public int LevelOf(int series) => _level[series];

    /// <summary>The bottom series that add up to a series; 1 for a bottom series.</summary>
    /// <param name="series">The place of the series.</param>
    public int LeavesOf(int series) => _leaves[series];

    /// <summary>The series whose sum a series is; none for a bottom series. Their places are greater.</summary>
    /// <param name="series">The place of the series.</param>
    public ReadOnlySpan<int> ChildrenOf(int series) => _children.AsSpan(_childStart[series].._childStart[series + 1]);

    /// <summary>The series in whose sum a series stands; none for a top. Their places are smaller.</summary>
    /// <param name="series">The place of the series.</param>
    public ReadOnlySpan<int> ParentsOf(int series) => _parents.AsSpan(_parentStart[series].._parentStart[series + 1]);

    /// <summary>Writes every aggregate as the sum of its parts.</summary>
    /// <param name="values">One row each series in the hierarchy's order; the bottom rows are read, the others overwritten.</param>
    /// <exception cref="ArgumentException">There is not one row for each series.</exception>
    public void Aggregate(SeriesMatrix values)
    {
        CheckRows(values, nameof(values));
        for (var i = AggregateCount - 1; i >= 0; i--)
        {
            var sum = values.Row(i);
            sum.Clear();
            foreach (var child in ChildrenOf(i))
                Numerics.Kernels.Axpy.Add(1, values.Row(child), sum);
        }
    }

    /// <summary>Adds up series of the bottom to all series of the hierarchy.</summary>
    /// <param name="bottom">The bottom series in any order, all with the same first step and length.</param>
    /// <returns>Every series in the hierarchy's order; a step at which a part is missing is missing.</returns>
    /// <exception cref="DataException"><c>missing-series</c>, <c>unknown-series</c>, <c>duplicate-key</c> or <c>mixed-steps</c>; names the series.</exception>
    public IReadOnlyList<TimeSeries> Aggregate(IReadOnlyList<TimeSeries> bottom)
    {
        ArgumentNullException.ThrowIfNull(bottom);
        var (axis, length) = bottom.Count == 0 ? (default, 0) : (bottom[0].Axis, bottom[0].Length);
        var values = new SeriesMatrix(Count, length);
        var given = new bool[Count];
        foreach (var one in bottom)
        {
            if (!_keys.TryGetIndex(one.Key, out var index) || index < AggregateCount)
                throw new DataException($"The series '{one.Key}' is no bottom series of the hierarchy.") { Code = "unknown-series" };
            if (given[index])
                throw new DataException($"The series '{one.Key}' comes twice; expected once.") { Code = "duplicate-key" };
            if (one.Axis != axis || one.Length != length)
                throw new DataException($"The series '{one.Key}' has {one.Length} steps from {one.Axis.Label(0)} on; '{bottom[0].Key}' has {length} from {axis.Label(0)} on.")
                {
                    Code = "mixed-steps", Hint = "Fill all series to the same first and last step.",
                };
            given[index] = true;
            one.Values.CopyTo(values.Row(index));
        }

        for (var i = AggregateCount; i < Count; i++)
            if (!given[i])
                throw new DataException($"The bottom series '{KeyOf(i)}' is missing.") { Code = "missing-series", Hint = "Give it, with zeros if nothing was sold." };
        Aggregate(values);
        return [.. Enumerable.Range(0, Count).Select(i => new TimeSeries(KeyOf(i), axis, values.Row(i)))];
    }

    /// <exception cref="ArgumentException">There is not one row for each series.</exception>
    internal void CheckRows(SeriesMatrix matrix, string name)
    {
        ArgumentNullException.ThrowIfNull(matrix, name);
        if (matrix.Series != Count)
            throw new ArgumentException($"There are {matrix.Series} rows for the {Count} series of the hierarchy; one each is expected, in its order.", name);
    }

    private static (int[] Start, int[] Parents) Transpose(int count, int[] childStart, int[] children)
    {
        var start = new int[count + 1];
        foreach (var child in children)
            start[child + 1]++;
        for (var i = 0; i < count; i++)
            start[i + 1] += start[i];
        var next = (int[])start.Clone();
        var parents = new int[children.Length];
        for (var parent = 0; parent < count; parent++)
            for (var k = childStart[parent]; k < childStart[parent + 1]; k++)
                parents[next[children[k]]++] = parent;
        return (start, parents);
    }
}
