using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Kirana.Numerics.Kernels;

public static partial class Sum
{
    /// <summary>The fast form: the bits of <see cref="Scalar(ReadOnlySpan{float})"/> at any register width.</summary>
    private static double Vector<TRegister>(ReadOnlySpan<float> x) where TRegister : struct, IRegister<TRegister, double>
    {
        ref var x0 = ref MemoryMarshal.GetReference(x);
        var lanes = VirtualLanes.Count<double>();
        TRegister first = default, second = default, third = default, fourth = default;
        nint i = 0;
        for (; i <= x.Length - lanes; i += lanes)
            Add(in x0, i, ref first, ref second, ref third, ref fourth);
        if (i < x.Length)
        {
            Tail<float> tail = default;
            tail.Fill(in Unsafe.Add(ref x0, i), x.Length - i);
            Add(in tail[0], 0, ref first, ref second, ref third, ref fourth);
        }

        return VirtualLanes.Merge<TRegister, double>(first, second, third, fourth);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<TRegister>(
        ref readonly float x, nint i, ref TRegister first, ref TRegister second, ref TRegister third, ref TRegister fourth)
        where TRegister : struct, IRegister<TRegister, double>
    {
        var step = TRegister.Count;
        first += TRegister.LoadSingles(in x, i);
        if (VirtualLanes.Registers<TRegister, double>() == 1)
            return;
        second += TRegister.LoadSingles(in x, i + step);
        if (VirtualLanes.Registers<TRegister, double>() == 2)
            return;
        third += TRegister.LoadSingles(in x, i + 2 * step);
        fourth += TRegister.LoadSingles(in x, i + 3 * step);
    }

    private static double Vector<TRegister>(ReadOnlySpan<double> x) where TRegister : struct, IRegister<TRegister, double>
    {
        ref var x0 = ref MemoryMarshal.GetReference(x);
        var lanes = VirtualLanes.Count<double>();
        TRegister first = default, second = default, third = default, fourth = default;
        nint i = 0;
        for (; i <= x.Length - lanes; i += lanes)
            Add(in x0, i, ref first, ref second, ref third, ref fourth);
        if (i < x.Length)
        {
            Tail<double> tail = default;
            tail.Fill(in Unsafe.Add(ref x0, i), x.Length - i);
            Add(in tail[0], 0, ref first, ref second, ref third, ref fourth);
        }

        return VirtualLanes.Merge<TRegister, double>(first, second, third, fourth);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<TRegister>(
        ref readonly double x, nint i, ref TRegister first, ref TRegister second, ref TRegister third, ref TRegister fourth)
        where TRegister : struct, IRegister<TRegister, double>
    {
        var step = TRegister.Count;
        first += TRegister.Load(in x, i);
        if (VirtualLanes.Registers<TRegister, double>() == 1)
            return;
        second += TRegister.Load(in x, i + step);
        if (VirtualLanes.Registers<TRegister, double>() == 2)
            return;
        third += TRegister.Load(in x, i + 2 * step);
        fourth += TRegister.Load(in x, i + 3 * step);
    }
}
