using System.Runtime.CompilerServices;
using Kirana.Learn.Forests.Kernels;

namespace Kirana.Learn.Forests;

/// <summary>The rows a tree is grown on, those of a node side by side. Not thread-safe.</summary>
internal sealed class TreeBag(ForestTask task)
{
    private readonly int[] _counts = new int[task.Targets.Length];
    private readonly BagEntry[] _entries = new BagEntry[task.Targets.Length];
    private readonly BagEntry[] _moved = new BagEntry[task.Targets.Length];

    /// <summary>The weight of all rows.</summary>
    public double Weight { get; private set; }

    /// <summary>Draws the rows of a tree.</summary>
    /// <returns>How many there are, at least one.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Draw(int tree)
    {
        task.Bagging.Draw(tree, _counts);
        var rows = 0;
        Weight = 0;
        for (var row = 0; row < _counts.Length; row++)
            if (_counts[row] * (task.Weights.Length == 0 ? 1 : task.Weights[row]) is > 0 and var weight)
                Add(row, weight, ref rows);
        if (rows == 0)
        {
            // Every row drawn weighs nothing: fall back on one that weighs something.
            var row = Array.FindIndex(task.Weights, weight => weight > 0);
            Add(row, task.Weights[row], ref rows);
        }

        return rows;
    }

    /// <summary>The rows of a node.</summary>
    public Span<BagEntry> Of(int start, int count) => _entries.AsSpan(start, count);

    /// <summary>Puts the rows that go left before the others; both keep their order.</summary>
    /// <param name="entries">The rows of a node.</param>
    /// <param name="column">The byte of each row.</param>
    /// <param name="goesLeft">1 for each byte whose rows go left, else 0.</param>
    /// <param name="parted">The byte whose rows go to different sides; −1 where there is none.</param>
    /// <param name="sides">1 for each row of that byte that goes left, else 0.</param>
    /// <returns>The rows that went left.</returns>
    public int Part(Span<BagEntry> entries, ReadOnlySpan<byte> column, ReadOnlySpan<byte> goesLeft, int parted, ReadOnlySpan<byte> sides) =>
        parted < 0 ? BagPartition.Split(entries, column, goesLeft, _moved) : BagPartition.Split(entries, column, goesLeft, parted, sides, _moved);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Add(int row, float weight, ref int rows)
    {
        var target = task.Targets[row];
        _entries[rows++] = new BagEntry(task.Chosen is { } chosen ? chosen[row] : row, weight, task.ManyClasses > 0 ? target : weight * (target - task.Shift));
        Weight += weight;
    }
}
