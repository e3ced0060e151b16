using System.Runtime.CompilerServices;
using Kirana.Learn.Binning;
using Kirana.Learn.Trees.Kernels;

namespace Kirana.Learn.Trees;

/// <summary>Every feature's values in ascending order with their rows, and the rows of every node side by side.</summary>
/// <remarks>Sorted once and parted stably at every split: the attribute lists of Shafer, Agrawal and Mehta, "SPRINT", VLDB 1996. Equal values
/// keep the order of their rows; missing ones stand at the end.</remarks>
internal sealed class AttributeLists
{
    private readonly ValueOfRow[][] _lists;
    private readonly ValueOfRow[] _moved;
    private readonly int[] _rows;
    private readonly int[] _movedRows;
    private readonly byte[] _goesLeft;

    /// <summary>Sorts the features of a table.</summary>
    /// <param name="features">The features.</param>
    /// <param name="isListed">Whether a feature is sorted; others have no list.</param>
    /// <param name="cancellation">Looked at for each feature.</param>
    /// <exception cref="Data.DataException">A categorical value is no code.</exception>
    public AttributeLists(FeatureSource features, Predicate<int> isListed, CancellationToken cancellation)
    {
        _lists = new ValueOfRow[features.Features][];
        _moved = new ValueOfRow[features.Rows];
        _rows = [.. Enumerable.Range(0, features.Rows)];
        (_movedRows, _goesLeft) = (new int[features.Rows], new byte[features.Rows]);
        var values = new float[features.Rows];
        for (var f = 0; f < _lists.Length; f++)
        {
            cancellation.ThrowIfCancellationRequested();
            _lists[f] = [];
            if (!isListed(f))
                continue;
            features.Read(f, 0, values);
            if (features.Columns[f].IsCategorical)
                CategoryCodes.Check(features.Columns[f].Name, values);
            _lists[f] = ValueSort.Sort(values, _moved);
        }
    }

    /// <summary>The number of features.</summary>
    public int Features => _lists.Length;

    /// <summary>The values of a node's rows.</summary>
    public ReadOnlySpan<ValueOfRow> Of(int feature, int start, int count) => _lists[feature].AsSpan(start, count);

    /// <summary>The rows of a node in their order.</summary>
    public ReadOnlySpan<int> Rows(int start, int count) => _rows.AsSpan(start, count);

    /// <summary>Says which way rows go at the split that is made next.</summary>
    public void Send(ReadOnlySpan<ValueOfRow> rows, bool left)
    {
        foreach (var row in rows)
            _goesLeft[row.Row] = left ? (byte)1 : (byte)0;
    }

    /// <summary>The same by a number of each row.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="codes">The number of each row of the table.</param>
    /// <param name="goesLeft">1 for each number whose rows go left, else 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Send(ReadOnlySpan<int> rows, ReadOnlySpan<byte> codes, ReadOnlySpan<byte> goesLeft)
    {
        foreach (var row in rows)
            _goesLeft[row] = goesLeft[codes[row]];
    }

    /// <summary>Puts the rows of a node that go left before the others.</summary>
    /// <returns>How many go left.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int PartRows(int start, int count)
    {
        var rows = _rows.AsSpan(start, count);
        var (left, right) = (0, 0);
        foreach (var row in rows)
        {
            rows[left] = row;
            _movedRows[right] = row;
            left += _goesLeft[row];
            right += 1 - _goesLeft[row];
        }

        _movedRows.AsSpan(0, right).CopyTo(rows[left..]);
        return left;
    }

    /// <summary>Puts the values of a node's rows that go left before the others.</summary>
    public void PartValues(int feature, int start, int count) => ListPartition.Split(_lists[feature].AsSpan(start, count), _goesLeft, _moved);
}
