using System.Runtime.CompilerServices;

namespace Kirana.Learn.Growth;

/// <summary>Leaves in their order.</summary>
/// <remarks>An array that is kept in order: to move the few hundred leaves that are open takes no longer than to look through a search tree, and
/// these lines are compiled in a tenth of the time of a search tree's and a heap's, which two threads have to find on cores that are busy.</remarks>
/// <param name="order">Below 0 where its first leaf comes first.</param>
internal sealed class LeafQueue(Comparison<Leaf> order)
{
    private Leaf[] _leaves = new Leaf[64];

    public int Count { get; private set; }

    /// <summary>The leaf at a place; the first is at 0.</summary>
    public Leaf this[int place] => _leaves[place];

    /// <summary>Puts a leaf behind all that do not come after it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public void Add(Leaf leaf)
    {
        var (place, end) = (0, Count);
        while (place < end)
        {
            var middle = (place + end) / 2;
            (place, end) = order(leaf, _leaves[middle]) < 0 ? (place, middle) : (middle + 1, end);
        }

        if (Count == _leaves.Length)
            Array.Resize(ref _leaves, 2 * Count);
        Array.Copy(_leaves, place, _leaves, place + 1, Count - place);
        _leaves[place] = leaf;
        Count++;
    }

    /// <summary>Takes the leaf at a place out.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public Leaf Take(int place)
    {
        var leaf = _leaves[place];
        Count--;
        Array.Copy(_leaves, place + 1, _leaves, place, Count - place);
        return leaf;
    }

    public void Clear() => Count = 0;

    public Leaf[] ToArray() => _leaves.AsSpan(0, Count).ToArray();
}
