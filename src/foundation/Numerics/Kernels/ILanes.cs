using System.Numerics;

namespace Kirana.Numerics.Kernels;

/// <summary>A few doubles side by side, each lane computing for itself: a recursion that cannot run faster can run for several cases at once.</summary>
/// <typeparam name="TSelf">The lanes: <see cref="Lanes512"/>, <see cref="Lanes256"/>, <see cref="Lanes128"/> or, the scalar twin, <see cref="Lanes64"/>.</typeparam>
/// <remarks>Every operation is one exactly rounded operation of IEEE 754 in each lane, so a lane's result has the same bits at every
/// width. Code written once for <typeparamref name="TSelf"/> runs at the width of the machine by <see cref="LaneKernel"/>.</remarks>
public interface ILanes<TSelf>
    : IAdditionOperators<TSelf, TSelf, TSelf>,
      ISubtractionOperators<TSelf, TSelf, TSelf>,
      IMultiplyOperators<TSelf, TSelf, TSelf>,
      IDivisionOperators<TSelf, TSelf, TSelf>
    where TSelf : struct, ILanes<TSelf>
{
    /// <summary>The number of lanes.</summary>
    static abstract int Count { get; }

    /// <summary>Loads <see cref="Count"/> numbers.</summary>
    /// <param name="source">Where they lie.</param>
    /// <param name="place">The place of the first.</param>
    /// <exception cref="ArgumentOutOfRangeException">They reach beyond the memory.</exception>
    static abstract TSelf Load(ReadOnlySpan<double> source, int place);

    /// <summary>Stores the lanes.</summary>
    /// <param name="value">The lanes.</param>
    /// <param name="target">Where to.</param>
    /// <param name="place">The place of the first.</param>
    /// <exception cref="ArgumentOutOfRangeException">They reach beyond the memory.</exception>
    static abstract void Store(TSelf value, Span<double> target, int place);

    /// <summary>The same number in every lane.</summary>
    /// <param name="value">The number.</param>
    static abstract TSelf Broadcast(double value);

    /// <summary>x·y + z with one rounding.</summary>
    /// <param name="x">A factor.</param>
    /// <param name="y">A factor.</param>
    /// <param name="z">What is added.</param>
    static abstract TSelf MultiplyAdd(TSelf x, TSelf y, TSelf z);

    /// <summary>In each lane x where a &lt; b, else y; NaN is less than nothing.</summary>
    /// <param name="a">The left side of the comparison.</param>
    /// <param name="b">The right side.</param>
    /// <param name="x">Taken where it holds.</param>
    /// <param name="y">Taken where it does not.</param>
    static abstract TSelf SelectLess(TSelf a, TSelf b, TSelf x, TSelf y);
}
