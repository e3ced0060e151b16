using System.Runtime.CompilerServices;

namespace Kirana.Learn.Growth;

/// <summary>Orders of leaves.</summary>
internal static class LeafOrder
{
    /// <summary>The order that the rules ask for.</summary>
    public static Comparison<Leaf> Of(GrowthRules rules) => rules.ByLevel ? ByLevel : ByGain;

    /// <summary>The greatest gain first; of equal ones the older leaf.</summary>
    public static readonly Comparison<Leaf> ByGain = [MethodImpl(MethodImplOptions.AggressiveOptimization)] (a, b) =>
        b.Best!.Gain.CompareTo(a.Best!.Gain) is var order && order != 0 ? order : a.Node.CompareTo(b.Node);

    /// <summary>By where their rows begin.</summary>
    public static readonly Comparison<Leaf> ByStart = [MethodImpl(MethodImplOptions.AggressiveOptimization)] (a, b) => a.Start.CompareTo(b.Start);

    /// <summary>Level by level; in a level the older leaf first.</summary>
    public static readonly Comparison<Leaf> ByLevel = [MethodImpl(MethodImplOptions.AggressiveOptimization)] (a, b) =>
        a.Depth.CompareTo(b.Depth) is var order && order != 0 ? order : a.Node.CompareTo(b.Node);
}
