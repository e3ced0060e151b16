using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Kirana.Learn.Trees.Kernels;

/// <summary>Walks rows down flat trees, without branches and without checks: a forest's nodes name places that exist.</summary>
/// <remarks>A step waits some twenty cycles for its two loads, so eight walks go on side by side. A leaf's first child is the leaf
/// itself: a walk that is done stands still.</remarks>
internal static class NodeWalk
{
    /// <summary>Walks at once.</summary>
    public const int Walks = 8;

    /// <summary>The value of the leaf that a row reaches from one root.</summary>
    /// <param name="nodes">The nodes.</param>
    /// <param name="keys">The row's keys.</param>
    /// <param name="root">The byte of the root.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float One(ReadOnlySpan<FlatNode> nodes, ReadOnlySpan<int> keys, uint root)
    {
        ref var node0 = ref MemoryMarshal.GetReference(nodes);
        ref var key0 = ref MemoryMarshal.GetReference(keys);
        nuint node = root;
        for (var last = nuint.MaxValue; node != last;)
        {
            last = node;
            node = Step(ref node0, ref key0, node);
        }

        return At(ref node0, node).Value;
    }

    /// <summary>The values of the leaves that a row reaches from eight roots.</summary>
    /// <param name="nodes">The nodes.</param>
    /// <param name="keys">The row's keys.</param>
    /// <param name="roots">The bytes of the roots.</param>
    /// <param name="values">Takes the values.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Eight(ReadOnlySpan<FlatNode> nodes, ReadOnlySpan<int> keys, ReadOnlySpan<uint> roots, Span<float> values)
    {
        ref var n = ref MemoryMarshal.GetReference(nodes);
        ref var k = ref MemoryMarshal.GetReference(keys);
        (nuint a, nuint b, nuint c, nuint d) = (roots[0], roots[1], roots[2], roots[3]);
        (nuint e, nuint f, nuint g, nuint h) = (roots[4], roots[5], roots[6], roots[7]);
        nuint moved;
        do
        {
            for (var i = 0; i < 2; i++)
            {
                (a, b, c, d) = (Step(ref n, ref k, a), Step(ref n, ref k, b), Step(ref n, ref k, c), Step(ref n, ref k, d));
                (e, f, g, h) = (Step(ref n, ref k, e), Step(ref n, ref k, f), Step(ref n, ref k, g), Step(ref n, ref k, h));
            }

            // Only a walk that stands still has come to its end: one more step for each tells.
            moved = Move(ref n, ref k, ref a) | Move(ref n, ref k, ref b) | Move(ref n, ref k, ref c) | Move(ref n, ref k, ref d)
                | Move(ref n, ref k, ref e) | Move(ref n, ref k, ref f) | Move(ref n, ref k, ref g) | Move(ref n, ref k, ref h);
        }
        while (moved != 0);

        (values[0], values[1], values[2], values[3]) = (At(ref n, a).Value, At(ref n, b).Value, At(ref n, c).Value, At(ref n, d).Value);
        (values[4], values[5], values[6], values[7]) = (At(ref n, e).Value, At(ref n, f).Value, At(ref n, g).Value, At(ref n, h).Value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nuint Move(ref FlatNode nodes, ref int keys, ref nuint node)
    {
        var last = node;
        node = Step(ref nodes, ref keys, last);
        return last ^ node;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nuint Step(ref FlatNode nodes, ref int keys, nuint at)
    {
        ref var node = ref At(ref nodes, at);
        // The compiler sets a bit by the comparison; of a choice between 0 and 16 it would make a branch.
        return node.Next + (Unsafe.Add(ref keys, (nuint)node.Slot) > node.Bound ? (nuint)1 : 0) * FlatNode.Bytes;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref FlatNode At(ref FlatNode nodes, nuint at) => ref Unsafe.AddByteOffset(ref nodes, at);
}
