using System.Numerics;

namespace Kirana.Numerics.Kernels;

/// <summary>One SIMD register of float or double, so that a kernel is written once for all widths.</summary>
/// <typeparam name="TSelf">The register.</typeparam>
/// <typeparam name="T">float or double.</typeparam>
/// <remarks>The members named "Bits" treat each lane as an integer of the same size.</remarks>
internal interface IRegister<TSelf, T>
    : IAdditionOperators<TSelf, TSelf, TSelf>,
      ISubtractionOperators<TSelf, TSelf, TSelf>,
      IMultiplyOperators<TSelf, TSelf, TSelf>,
      IDivisionOperators<TSelf, TSelf, TSelf>,
      IBitwiseOperators<TSelf, TSelf, TSelf>
    where TSelf : struct, IRegister<TSelf, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The number of lanes.</summary>
    static abstract int Count { get; }

    /// <summary>Whether a processor whose widest registers these are has 32 of them, not 16; decides how much of a matrix they keep.</summary>
    static abstract bool ManyRegisters { get; }

    static abstract TSelf Load(ref readonly T source, nint offset);

    /// <summary>Loads <see cref="Count"/> floats as lanes of T.</summary>
    static abstract TSelf LoadSingles(ref readonly float source, nint offset);

    static abstract TSelf Broadcast(T value);

    static abstract void Store(TSelf value, ref T target, nint offset);

    /// <summary>x·y + z with one rounding.</summary>
    static abstract TSelf MultiplyAdd(TSelf x, TSelf y, TSelf z);

    /// <summary>√x, exactly rounded.</summary>
    static abstract TSelf SquareRoot(TSelf x);

    /// <summary>The lanes of x where the mask's bits are set, of y elsewhere.</summary>
    static abstract TSelf Select(TSelf mask, TSelf x, TSelf y);

    /// <summary>All bits set where x &lt; y; NaN is less than nothing.</summary>
    static abstract TSelf LessThan(TSelf x, TSelf y);

    static abstract TSelf Equal(TSelf x, TSelf y);

    static abstract TSelf AddBits(TSelf x, TSelf y);

    static abstract TSelf SubtractBits(TSelf x, TSelf y);

    static abstract TSelf ShiftBitsLeft(TSelf x, int count);

    /// <summary>Shifts zeros in.</summary>
    static abstract TSelf ShiftBitsRight(TSelf x, int count);

    /// <summary>The sum of the lanes in the order of <see cref="VirtualLanes.Merge{T}"/>: upper half on lower half until one is left.</summary>
    static abstract T Sum(TSelf x);
}
