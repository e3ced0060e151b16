using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Kirana.Numerics.Kernels;

/// <summary>The fixed shape of every reduction: as many partial sums as one 512-bit register has lanes, merged in one tree.</summary>
/// <remarks>Whole blocks of <see cref="Count{T}"/> elements come first, one element a lane; the r elements left over go to the last r lanes,
/// because that is how they lie in the block that ends with the vector. So at every register width each lane takes the same elements in the
/// same order: a narrow register needs two or four accumulators, a wide one needs one, and the bits of the result stay the same.</remarks>
internal static class VirtualLanes
{
    /// <summary>The most lanes of any type, for buffers on the stack.</summary>
    public const int Most = 16;

    /// <summary>16 lanes of float, 8 of double.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Count<T>() where T : unmanaged => 64 / Unsafe.SizeOf<T>();

    /// <summary>Registers that hold the lanes: 1, 2 or 4. A constant to the compiler, which then keeps no branch on it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Registers<TRegister, T>()
        where TRegister : struct, IRegister<TRegister, T>
        where T : unmanaged, IFloatingPointIeee754<T> => Count<T>() / TRegister.Count;

    /// <summary>The lane of an element in a vector of a length.</summary>
    public static int Of<T>(int element, int length) where T : unmanaged
    {
        var rest = length % Count<T>();
        return element < length - rest ? element % Count<T>() : element - length + Count<T>();
    }

    /// <summary>The first of as many elements as there are lanes: zero bits, and set bits in the last <paramref name="rest"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref readonly T Mask<T>(nint rest) where T : unmanaged =>
        ref Unsafe.Add(ref Unsafe.As<byte, T>(ref MemoryMarshal.GetReference(MaskBytes)), rest);

    /// <summary>Adds the upper half to the lower until one lane is left; the lanes are used up.</summary>
    /// <remarks>The added zero turns −0 into +0: a lane that was never touched and one that underflowed to −0 then agree.</remarks>
    public static T Merge<T>(Span<T> lanes) where T : unmanaged, INumberBase<T>
    {
        for (var half = lanes.Length / 2; half > 0; half /= 2)
            for (var lane = 0; lane < half; lane++)
                lanes[lane] += lanes[lane + half];
        return lanes[0] + T.Zero;
    }

    /// <summary>The same merge of lanes that lie in registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Merge<TRegister, T>(TRegister first, TRegister second, TRegister third, TRegister fourth)
        where TRegister : struct, IRegister<TRegister, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (Registers<TRegister, T>() == 1)
            return TRegister.Sum(first);
        if (Registers<TRegister, T>() == 2)
            return TRegister.Sum(first + second);
        return TRegister.Sum((first + third) + (second + fourth));
    }

    /// <summary>A block of zero bits before a block of set bits.</summary>
    private static ReadOnlySpan<byte> MaskBytes =>
    [
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
    ];
}
