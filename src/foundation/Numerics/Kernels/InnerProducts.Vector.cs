using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Kirana.Numerics.Kernels;

public static partial class InnerProducts
{
    /// <summary>Vectors on either side of a tile.</summary>
    private const int Side = 4;

    /// <summary>The fast form: the bits of <see cref="Scalar{T}"/> at any register width.</summary>
    /// <remarks>Where fewer vectors are left than a tile has, the last one is read again and its sums are not used.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Vector<TRegister, T>(ReadOnlySpan<T> vectors, int count, int length, Span<double> gram)
        where TRegister : struct, IRegister<TRegister, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var lanes = VirtualLanes.Count<T>();
        var sums = Scratch<T>.Take(Side * Side * lanes);
        for (var i = 0; i < count; i += Side)
            for (var j = i; j < count; j += Side)
            {
                Tile<TRegister, T>(vectors, i, j, count, length, ref MemoryMarshal.GetReference(sums));
                for (var row = i; row < Math.Min(i + Side, count); row++)
                    for (var column = Math.Max(row, j); column < Math.Min(j + Side, count); column++)
                        gram[row * count + column] += double.CreateTruncating(Merge<TRegister, T>(in sums[((row - i) * Side + column - j) * lanes]));
            }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Merge<TRegister, T>(ref readonly T lanes)
        where TRegister : struct, IRegister<TRegister, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var (first, second, third) = (TRegister.Load(in lanes, 0), default(TRegister), default(TRegister));
        var fourth = second;
        if (VirtualLanes.Registers<TRegister, T>() > 1)
            second = TRegister.Load(in lanes, TRegister.Count);
        if (VirtualLanes.Registers<TRegister, T>() > 2)
            (third, fourth) = (TRegister.Load(in lanes, 2 * TRegister.Count), TRegister.Load(in lanes, 3 * TRegister.Count));
        return VirtualLanes.Merge<TRegister, T>(first, second, third, fourth);
    }

    /// <summary>The lanes of the inner products of four vectors with four: two columns at a time where there are only 16 registers.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Tile<TRegister, T>(ReadOnlySpan<T> vectors, int i, int j, int count, int length, ref T sums)
        where TRegister : struct, IRegister<TRegister, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        nint lanes = VirtualLanes.Count<T>();
        for (nint part = 0; part < lanes; part += TRegister.Count)
        {
            ref var x0 = ref Unsafe.Add(ref MemoryMarshal.GetReference(vectors), part);
            ref var a0 = ref Unsafe.Add(ref x0, Place(i, count, length));
            ref var a1 = ref Unsafe.Add(ref x0, Place(i + 1, count, length));
            ref var a2 = ref Unsafe.Add(ref x0, Place(i + 2, count, length));
            ref var a3 = ref Unsafe.Add(ref x0, Place(i + 3, count, length));
            ref var b0 = ref Unsafe.Add(ref x0, Place(j, count, length));
            ref var b1 = ref Unsafe.Add(ref x0, Place(j + 1, count, length));
            ref var b2 = ref Unsafe.Add(ref x0, Place(j + 2, count, length));
            ref var b3 = ref Unsafe.Add(ref x0, Place(j + 3, count, length));
            ref var own = ref Unsafe.Add(ref sums, part);
            if (TRegister.ManyRegisters)
            {
                TRegister s00 = default, s01 = default, s02 = default, s03 = default, s10 = default, s11 = default, s12 = default, s13 = default;
                TRegister s20 = default, s21 = default, s22 = default, s23 = default, s30 = default, s31 = default, s32 = default, s33 = default;
                for (nint k = 0; k < length; k += lanes)
                {
                    TRegister x = TRegister.Load(in a0, k), y = TRegister.Load(in a1, k), z = TRegister.Load(in a2, k), w = TRegister.Load(in a3, k);
                    AddColumn(x, y, z, w, in b0, k, ref s00, ref s10, ref s20, ref s30);
                    AddColumn(x, y, z, w, in b1, k, ref s01, ref s11, ref s21, ref s31);
                    AddColumn(x, y, z, w, in b2, k, ref s02, ref s12, ref s22, ref s32);
                    AddColumn(x, y, z, w, in b3, k, ref s03, ref s13, ref s23, ref s33);
                }

                StoreColumn(s00, s10, s20, s30, ref own, 0);
                StoreColumn(s01, s11, s21, s31, ref own, lanes);
                StoreColumn(s02, s12, s22, s32, ref own, 2 * lanes);
                StoreColumn(s03, s13, s23, s33, ref own, 3 * lanes);
                continue;
            }

            Columns<TRegister, T>(ref a0, ref a1, ref a2, ref a3, ref b0, ref b1, length, ref own);
            Columns<TRegister, T>(ref a0, ref a1, ref a2, ref a3, ref b2, ref b3, length, ref Unsafe.Add(ref own, 2 * lanes));
        }
    }

    /// <summary>Two columns of a tile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Columns<TRegister, T>(ref T a0, ref T a1, ref T a2, ref T a3, ref T b0, ref T b1, int length, ref T sums)
        where TRegister : struct, IRegister<TRegister, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        nint lanes = VirtualLanes.Count<T>();
        TRegister s00 = default, s01 = default, s10 = default, s11 = default, s20 = default, s21 = default, s30 = default, s31 = default;
        for (nint k = 0; k < length; k += lanes)
        {
            TRegister x = TRegister.Load(in a0, k), y = TRegister.Load(in a1, k), z = TRegister.Load(in a2, k), w = TRegister.Load(in a3, k);
            AddColumn(x, y, z, w, in b0, k, ref s00, ref s10, ref s20, ref s30);
            AddColumn(x, y, z, w, in b1, k, ref s01, ref s11, ref s21, ref s31);
        }

        StoreColumn(s00, s10, s20, s30, ref sums, 0);
        StoreColumn(s01, s11, s21, s31, ref sums, lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddColumn<TRegister, T>(
        TRegister x, TRegister y, TRegister z, TRegister w, ref readonly T b, nint k, ref TRegister s0, ref TRegister s1, ref TRegister s2, ref TRegister s3)
        where TRegister : struct, IRegister<TRegister, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var element = TRegister.Load(in b, k);
        s0 = TRegister.MultiplyAdd(x, element, s0);
        s1 = TRegister.MultiplyAdd(y, element, s1);
        s2 = TRegister.MultiplyAdd(z, element, s2);
        s3 = TRegister.MultiplyAdd(w, element, s3);
    }

    /// <summary>Stores the sums of the four rows of a column.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreColumn<TRegister, T>(TRegister s0, TRegister s1, TRegister s2, TRegister s3, ref T sums, nint column)
        where TRegister : struct, IRegister<TRegister, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        nint row = Side * VirtualLanes.Count<T>();
        TRegister.Store(s0, ref sums, column);
        TRegister.Store(s1, ref sums, column + row);
        TRegister.Store(s2, ref sums, column + 2 * row);
        TRegister.Store(s3, ref sums, column + 3 * row);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint Place(int vector, int count, int length) => (nint)Math.Min(vector, count - 1) * length;
}
