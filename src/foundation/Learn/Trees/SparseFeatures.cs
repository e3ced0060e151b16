using System.Runtime.CompilerServices;
using Kirana.Learn.Binning;
using Kirana.Learn.Trees.Kernels;

namespace Kirana.Learn.Trees;

/// <summary>The numeric features of few values, by rows: each row lists the cells of those of its values that are not the usual one of their
/// feature.</summary>
/// <remarks>Compressed sparse rows. Of one-hot features a row lists a cell for each category it has, however many features there are: the sums
/// of a node's rows by every value of every feature cost that many additions for each row, and those of usual values are what is left.
/// Not thread-safe.</remarks>
internal sealed class SparseFeatures
{
    private readonly SparseFeature?[] _features;
    private readonly int[] _starts;
    private readonly int[] _listed;
    private readonly CellSums[] _sums;
    private CellSums _whole;

    /// <summary>Finds the features of few values.</summary>
    /// <param name="source">All features.</param>
    /// <param name="cancellation">Looked at for each feature.</param>
    public SparseFeatures(FeatureSource source, CancellationToken cancellation)
    {
        _features = new SparseFeature[source.Features];
        var (values, lists, cells) = (new float[source.Rows], new List<(int[] Rows, SparseFeature Feature)>(), 0);
        Span<float> distinct = stackalloc float[FewValues.Most];
        Span<int> counts = stackalloc int[FewValues.Most];
        for (var f = 0; f < _features.Length; f++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (source.Columns[f].IsCategorical)
                continue;
            source.Read(f, 0, values);
            if (FewValues.Count(values, distinct, counts) is not (>= 0 and var found))
                continue;
            var feature = FeatureOf(values, distinct[..found], counts, cells);
            _features[f] = feature;
            cells += feature.Cells;
            lists.Add((CellLists.Unusual(feature.Codes, (byte)feature.Usual), feature));
        }

        (_starts, _listed, _sums) = (new int[source.Rows + 1], new int[lists.Sum(list => list.Rows.Length)], new CellSums[cells]);
        foreach (var (rows, _) in lists)
            CellLists.Count(rows, _starts);
        for (var row = 0; row < source.Rows; row++)
            _starts[row + 1] += _starts[row];
        var next = _starts[..^1];
        foreach (var (rows, feature) in lists)
            CellLists.Append(rows, feature.Codes, feature.Start, next, _listed);
    }

    /// <summary>A feature, or <see langword="null"/> where its values are not few.</summary>
    public SparseFeature? this[int feature] => _features[feature];

    /// <summary>Sums the rows of a node.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="targets">Weight × target of each row of the table.</param>
    /// <param name="weights">The weight of each; all are 1 where empty.</param>
    /// <param name="whole">The sums over all the node's rows.</param>
    public void Sum(ReadOnlySpan<int> rows, ReadOnlySpan<double> targets, ReadOnlySpan<float> weights, in CellSums whole)
    {
        _whole = whole;
        Array.Clear(_sums);
        CellLists.Sum(rows, _starts, _listed, targets, weights, _sums);
    }

    /// <summary>The sums by value of a feature over the rows summed last: those of missing ones behind the others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public ReadOnlySpan<CellSums> SumsOf(SparseFeature feature)
    {
        var sums = _sums.AsSpan(feature.Start, feature.Cells);
        var usual = _whole;
        sums[feature.Usual] = default;
        foreach (ref readonly var other in sums)
            usual -= other;
        sums[feature.Usual] = usual;
        return sums;
    }

    /// <summary>Whether the rows summed last differ in a feature.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool Varies(SparseFeature feature)
    {
        var usual = _whole.Rows;
        for (var cell = feature.Start; cell < feature.Start + feature.Cells; cell++)
            if (cell != feature.Start + feature.Usual)
            {
                if (_sums[cell].Rows == _whole.Rows)
                    return false;
                usual -= _sums[cell].Rows;
            }

        return usual < _whole.Rows;
    }

    private static SparseFeature FeatureOf(ReadOnlySpan<float> values, ReadOnlySpan<float> distinct, ReadOnlySpan<int> counts, int start)
    {
        var codes = new byte[values.Length];
        CellLists.Find(values, distinct, codes);
        var (usual, most) = (distinct.Length, values.Length);
        foreach (var count in counts[..distinct.Length])
            most -= count;
        for (var own = 0; own < distinct.Length; own++)
            if (counts[own] > most)
                (usual, most) = (own, counts[own]);
        return new SparseFeature(distinct.ToArray(), codes, usual, start);
    }
}
