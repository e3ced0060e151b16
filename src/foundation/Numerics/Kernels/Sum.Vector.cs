using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Kirana.Numerics.Kernels;

public static partial class Sum
{
    /// <summary>The fast form: the bits of <see cref="Scalar(ReadOnlySpan{float})"/> at any register width.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Vector<TRegister>(ReadOnlySpan<float> x) where TRegister : struct, IRegister<TRegister, double>
    {
        scoped ref var x0 = ref MemoryMarshal.GetReference(x);
        var lanes = VirtualLanes.Count<double>();
        TRegister first = default, second = default, third = default, fourth = default;
        nint i = 0;
        for (; i <= x.Length - lanes; i += lanes)
        {
            first += TRegister.LoadSingles(in x0, i);
            if (VirtualLanes.Registers<TRegister, double>() > 1)
                second += TRegister.LoadSingles(in x0, i + TRegister.Count);
            if (VirtualLanes.Registers<TRegister, double>() > 2)
            {
                third += TRegister.LoadSingles(in x0, i + 2 * TRegister.Count);
                fourth += TRegister.LoadSingles(in x0, i + 3 * TRegister.Count);
            }
        }

        Tail<float> tail = default;
        var rest = x.Length - i;
        if (rest > 0)
        {
            if (x.Length < lanes)
            {
                x0 = ref tail.Fill(in x0, rest, lanes);
                rest = lanes;
                i = 0;
            }

            // The block that ends with the vector, without what was added already.
            i += rest - lanes;
            ref readonly var mask = ref VirtualLanes.Mask<double>(rest);
            first += TRegister.LoadSingles(in x0, i) & TRegister.Load(in mask, 0);
            if (VirtualLanes.Registers<TRegister, double>() > 1)
                second += TRegister.LoadSingles(in x0, i + TRegister.Count) & TRegister.Load(in mask, TRegister.Count);
            if (VirtualLanes.Registers<TRegister, double>() > 2)
            {
                third += TRegister.LoadSingles(in x0, i + 2 * TRegister.Count) & TRegister.Load(in mask, 2 * TRegister.Count);
                fourth += TRegister.LoadSingles(in x0, i + 3 * TRegister.Count) & TRegister.Load(in mask, 3 * TRegister.Count);
            }
        }

        return VirtualLanes.Merge<TRegister, double>(first, second, third, fourth);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Vector<TRegister>(ReadOnlySpan<double> x) where TRegister : struct, IRegister<TRegister, double>
    {
        scoped ref var x0 = ref MemoryMarshal.GetReference(x);
        var lanes = VirtualLanes.Count<double>();
        TRegister first = default, second = default, third = default, fourth = default;
        nint i = 0;
        for (; i <= x.Length - lanes; i += lanes)
        {
            first += TRegister.Load(in x0, i);
            if (VirtualLanes.Registers<TRegister, double>() > 1)
                second += TRegister.Load(in x0, i + TRegister.Count);
            if (VirtualLanes.Registers<TRegister, double>() > 2)
            {
                third += TRegister.Load(in x0, i + 2 * TRegister.Count);
                fourth += TRegister.Load(in x0, i + 3 * TRegister.Count);
            }
        }

        Tail<double> tail = default;
        var rest = x.Length - i;
        if (rest > 0)
        {
            if (x.Length < lanes)
            {
                x0 = ref tail.Fill(in x0, rest, lanes);
                rest = lanes;
                i = 0;
            }

            // The block that ends with the vector, without what was added already.
            i += rest - lanes;
            ref readonly var mask = ref VirtualLanes.Mask<double>(rest);
            first += TRegister.Load(in x0, i) & TRegister.Load(in mask, 0);
            if (VirtualLanes.Registers<TRegister, double>() > 1)
                second += TRegister.Load(in x0, i + TRegister.Count) & TRegister.Load(in mask, TRegister.Count);
            if (VirtualLanes.Registers<TRegister, double>() > 2)
            {
                third += TRegister.Load(in x0, i + 2 * TRegister.Count) & TRegister.Load(in mask, 2 * TRegister.Count);
                fourth += TRegister.Load(in x0, i + 3 * TRegister.Count) & TRegister.Load(in mask, 3 * TRegister.Count);
            }
        }

        return VirtualLanes.Merge<TRegister, double>(first, second, third, fourth);
    }
}
