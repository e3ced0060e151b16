using Kirana.Learn.Binning;
using Kirana.Learn.Trees;
using Kirana.Learn.Trees.Kernels;
using Kirana.Numerics.Threading;

namespace Kirana.Learn.Growth;

/// <summary>Every numeric feature's values in ascending order with their rows, for one tree after another; categories as bins.</summary>
/// <remarks>Sorted once, copied for each tree, and parted stably at every split, so that the values of a leaf lie side by side in order: the
/// column blocks of Chen and Guestrin, "XGBoost", KDD 2016, §4.1, and the attribute lists of Shafer, Agrawal and Mehta, "SPRINT", VLDB 1996.
/// Missing values stand at the end of their feature.</remarks>
internal sealed class PresortedColumns
{
    private readonly ValueOfRow[]?[] _sorted;
    private readonly ValueOfRow[]?[] _lists;
    private readonly ushort[]?[] _categories;
    private readonly int _threads;
    private readonly CancellationToken _cancellation;
    private readonly ValueOfRow[][] _moved;
    private readonly bool[] _isSampled;

    /// <summary>Sorts the features of a table.</summary>
    /// <param name="source">The features.</param>
    /// <param name="most">The most categories of a feature that are told apart.</param>
    /// <param name="threads">The most threads to use.</param>
    /// <param name="cancellation">Looked at for each feature.</param>
    /// <exception cref="Data.DataException">A categorical value is no code.</exception>
    public PresortedColumns(FeatureSource source, int most, int threads, CancellationToken cancellation)
    {
        (_threads, _cancellation, Features) = (threads, cancellation, new FeatureBins[source.Features]);
        (_sorted, _lists, _categories) = (new ValueOfRow[source.Features][], new ValueOfRow[source.Features][], new ushort[source.Features][]);
        _isSampled = new bool[source.Rows];
        _moved = new ValueOfRow[BlockCount][];
        Blocks.Run(source.Features, BlockFeatures, threads, cancellation, (block, first, end) =>
        {
            (_moved[block], var values) = (new ValueOfRow[source.Rows], new float[source.Rows]);
            for (var f = first; f < end; f++)
            {
                source.Read(f, 0, values);
                if (source.Columns[f].IsCategorical)
                    Bin(source.Columns[f].Name, f, values, most);
                else
                    Sort(f, values, _moved[block]);
            }
        });
    }

    /// <summary>What is known of each feature: a numeric one has no cuts of its own.</summary>
    public FeatureBins[] Features { get; }

    /// <summary>In how many blocks features are looked at.</summary>
    public int BlockCount => (Features.Length + BlockFeatures - 1) / BlockFeatures;

    private int BlockFeatures => (Features.Length + _threads - 1) / _threads;

    /// <summary>Begins a tree.</summary>
    /// <param name="sample">The rows to use, ascending; all where <see langword="null"/>.</param>
    /// <param name="features">The features to use; all where <see langword="null"/>.</param>
    public void Reset(int[]? sample, bool[]? features)
    {
        _isSampled.AsSpan().Fill(sample is null);
        foreach (var row in sample ?? [])
            _isSampled[row] = true;
        ForFeatures((_, f) =>
        {
            if (features?[f] == false || _sorted[f] is not { } sorted)
                return;
            var list = _lists[f] ??= new ValueOfRow[sorted.Length];
            var at = 0;
            foreach (var own in sorted)
                if (_isSampled[own.Row])
                    list[at++] = own;
        });
    }

    /// <summary>The values of a leaf's rows, ascending, missing ones last.</summary>
    public ReadOnlySpan<ValueOfRow> Values(int feature, int start, int count) => _lists[feature].AsSpan(start, count);

    /// <summary>The bin of each row of the table in a feature of categories.</summary>
    public ushort[] Categories(int feature) => _categories[feature]!;

    /// <summary>Puts the values of a leaf's rows that go left before the others, in every feature that is used.</summary>
    /// <param name="start">The leaf's first row.</param>
    /// <param name="count">The leaf's rows.</param>
    /// <param name="goesLeft">1 for each row of the table that goes left, else 0.</param>
    /// <param name="features">The features that are used; all where <see langword="null"/>.</param>
    public void Part(int start, int count, byte[] goesLeft, bool[]? features) => ForFeatures((block, f) =>
    {
        if (features?[f] != false && _lists[f] is { } list)
            ListPartition.Split(list.AsSpan(start, count), goesLeft, _moved[block]);
    });

    /// <summary>Runs an action for every feature, those of one block after another.</summary>
    /// <param name="action">Gets the number of the block and the feature.</param>
    public void ForFeatures(Action<int, int> action) => Blocks.Run(Features.Length, BlockFeatures, _threads, _cancellation, (block, first, end) =>
    {
        for (var f = first; f < end; f++)
            action(block, f);
    });

    private void Sort(int feature, float[] values, ValueOfRow[] scratch)
    {
        var sorted = ValueSort.Sort(values, scratch);
        _sorted[feature] = sorted;
        Features[feature] = FeatureBins.Numeric([], hasMissing: float.IsNaN(sorted[^1].Value));
    }

    private void Bin(string name, int feature, float[] values, int most)
    {
        Features[feature] = BinFinder.Categories(name, values, most);
        _categories[feature] = new ushort[values.Length];
        new BinLookup(Features[feature]).Find(values, _categories[feature].AsSpan());
    }
}
