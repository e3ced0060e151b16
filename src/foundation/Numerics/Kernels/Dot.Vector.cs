using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Kirana.Numerics.Kernels;

public static partial class Dot
{
    /// <summary>The fast form: the bits of <see cref="Scalar{T}"/> at any register width.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static T Vector<TRegister, T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y)
        where TRegister : struct, IRegister<TRegister, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        scoped ref var x0 = ref MemoryMarshal.GetReference(x);
        scoped ref var y0 = ref MemoryMarshal.GetReference(y);
        var lanes = VirtualLanes.Count<T>();
        TRegister first = default, second = default, third = default, fourth = default;
        nint i = 0;
        for (; i <= x.Length - lanes; i += lanes)
            Add(in x0, in y0, i, masked: false, in x0, ref first, ref second, ref third, ref fourth);
        Tail<T> xTail = default, yTail = default;
        var rest = x.Length - i;
        if (rest > 0)
        {
            if (x.Length < lanes)
            {
                x0 = ref xTail.Fill(in x0, rest, lanes);
                y0 = ref yTail.Fill(in y0, rest, lanes);
                rest = lanes;
                i = 0;
            }

            // The block that ends with the vectors, without what was added already.
            Add(in x0, in y0, i + rest - lanes, masked: true, in VirtualLanes.Mask<T>(rest), ref first, ref second, ref third, ref fourth);
        }

        return VirtualLanes.Merge<TRegister, T>(first, second, third, fourth);
    }

    /// <summary>Adds the products of as many elements as there are virtual lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<TRegister, T>(
        ref readonly T x, ref readonly T y, nint i, bool masked, ref readonly T mask,
        ref TRegister first, ref TRegister second, ref TRegister third, ref TRegister fourth)
        where TRegister : struct, IRegister<TRegister, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Add(in x, in y, i, masked, in mask, 0, ref first);
        if (VirtualLanes.Registers<TRegister, T>() == 1)
            return;
        Add(in x, in y, i, masked, in mask, TRegister.Count, ref second);
        if (VirtualLanes.Registers<TRegister, T>() == 2)
            return;
        Add(in x, in y, i, masked, in mask, 2 * TRegister.Count, ref third);
        Add(in x, in y, i, masked, in mask, 3 * TRegister.Count, ref fourth);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<TRegister, T>(
        ref readonly T x, ref readonly T y, nint i, bool masked, ref readonly T mask, nint lane, ref TRegister sum)
        where TRegister : struct, IRegister<TRegister, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var (left, right) = (TRegister.Load(in x, i + lane), TRegister.Load(in y, i + lane));
        // Both sides, since 0·∞ is NaN.
        sum = masked
            ? TRegister.MultiplyAdd(left & TRegister.Load(in mask, lane), right & TRegister.Load(in mask, lane), sum)
            : TRegister.MultiplyAdd(left, right, sum);
    }

    /// <summary>Widens to 16 bits, multiplies and adds neighbours to 32 bits (VPMADDWD); integers need no order.</summary>
    private static int Bytes512(ReadOnlySpan<sbyte> x, ReadOnlySpan<sbyte> y)
    {
        scoped ref var x0 = ref MemoryMarshal.GetReference(x);
        scoped ref var y0 = ref MemoryMarshal.GetReference(y);
        var sum = Vector512<int>.Zero;
        var i = 0;
        for (; i <= x.Length - Vector256<sbyte>.Count; i += Vector256<sbyte>.Count)
        {
            var left = Avx512BW.ConvertToVector512Int16(Vector256.LoadUnsafe(in x0, (nuint)i));
            var right = Avx512BW.ConvertToVector512Int16(Vector256.LoadUnsafe(in y0, (nuint)i));
            sum += Avx512BW.MultiplyAddAdjacent(left, right);
        }

        return unchecked(Vector512.Sum(sum) + Scalar(x[i..], y[i..]));
    }

    private static int Bytes256(ReadOnlySpan<sbyte> x, ReadOnlySpan<sbyte> y)
    {
        scoped ref var x0 = ref MemoryMarshal.GetReference(x);
        scoped ref var y0 = ref MemoryMarshal.GetReference(y);
        var sum = Vector256<int>.Zero;
        var i = 0;
        for (; i <= x.Length - Vector128<sbyte>.Count; i += Vector128<sbyte>.Count)
        {
            var left = Avx2.ConvertToVector256Int16(Vector128.LoadUnsafe(in x0, (nuint)i));
            var right = Avx2.ConvertToVector256Int16(Vector128.LoadUnsafe(in y0, (nuint)i));
            sum += Avx2.MultiplyAddAdjacent(left, right);
        }

        return unchecked(Vector256.Sum(sum) + Scalar(x[i..], y[i..]));
    }

    /// <summary>Without x86 instructions, so that it is also the form of ARM.</summary>
    private static int Bytes128(ReadOnlySpan<sbyte> x, ReadOnlySpan<sbyte> y)
    {
        scoped ref var x0 = ref MemoryMarshal.GetReference(x);
        scoped ref var y0 = ref MemoryMarshal.GetReference(y);
        var sum = Vector128<int>.Zero;
        var i = 0;
        for (; i <= x.Length - Vector128<sbyte>.Count; i += Vector128<sbyte>.Count)
        {
            var left = Vector128.LoadUnsafe(in x0, (nuint)i);
            var right = Vector128.LoadUnsafe(in y0, (nuint)i);
            // −128·−128 = 2¹⁴ still fits 16 bits, but the sum of two such products does not: widen before adding.
            var lower = Vector128.WidenLower(left) * Vector128.WidenLower(right);
            var upper = Vector128.WidenUpper(left) * Vector128.WidenUpper(right);
            sum += Vector128.WidenLower(lower) + Vector128.WidenUpper(lower);
            sum += Vector128.WidenLower(upper) + Vector128.WidenUpper(upper);
        }

        return unchecked(Vector128.Sum(sum) + Scalar(x[i..], y[i..]));
    }
}
