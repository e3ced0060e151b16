using System.Runtime.CompilerServices;

namespace Kirana.Learn.Growth;

/// <summary>Which open leaf is split first.</summary>
internal static class LeafOrder
{
    /// <summary>The order that the rules ask for.</summary>
    public static IComparer<Leaf> Of(GrowthRules rules) => rules.ByLevel ? ByLevel : ByGain;

    /// <summary>The greatest gain first; of equal ones the older leaf.</summary>
    public static readonly IComparer<Leaf> ByGain = Comparer<Leaf>.Create([MethodImpl(MethodImplOptions.AggressiveOptimization)] (a, b) =>
        b.Best!.Gain.CompareTo(a.Best!.Gain) is var order && order != 0 ? order : a.Node.CompareTo(b.Node));

    /// <summary>Level by level; in a level the older leaf first.</summary>
    public static readonly IComparer<Leaf> ByLevel = Comparer<Leaf>.Create([MethodImpl(MethodImplOptions.AggressiveOptimization)] (a, b) =>
        a.Depth.CompareTo(b.Depth) is var order && order != 0 ? order : a.Node.CompareTo(b.Node));
}
