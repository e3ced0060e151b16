using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Kirana.Numerics.Kernels;

namespace Kirana.Learn.SupportVectors.Kernels;

internal static partial class WorkingSet
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int MoveVector<TRegister>(
        Span<double> f, ReadOnlySpan<float> first, ReadOnlySpan<float> second, double step, ReadOnlySpan<double> up, ReadOnlySpan<double> low, out double greatest)
        where TRegister : struct, IRegister<TRegister, double>
    {
        ref var f0 = ref MemoryMarshal.GetReference(f);
        ref var first0 = ref MemoryMarshal.GetReference(first);
        ref var second0 = ref MemoryMarshal.GetReference(second);
        ref var up0 = ref MemoryMarshal.GetReference(up);
        ref var low0 = ref MemoryMarshal.GetReference(low);
        var by = TRegister.Broadcast(step);
        var most = TRegister.Broadcast(double.NegativeInfinity);
        var (block, best) = (-1, double.PositiveInfinity);
        for (var start = 0; start < f.Length; start += Block)
        {
            nint end = Math.Min(f.Length, start + Block);
            var fewest = TRegister.Broadcast(double.PositiveInfinity);
            for (nint t = start; t < end; t += TRegister.Count)
            {
                var moved = TRegister.MultiplyAdd(by, TRegister.LoadSingles(in first0, t) - TRegister.LoadSingles(in second0, t), TRegister.Load(in f0, t));
                TRegister.Store(moved, ref f0, t);
                var (rising, falling) = (moved + TRegister.Load(in up0, t), moved + TRegister.Load(in low0, t));
                fewest = TRegister.Select(TRegister.LessThan(rising, fewest), rising, fewest);
                most = TRegister.Select(TRegister.LessThan(most, falling), falling, most);
            }

            if (Extreme(fewest, isLeast: true) is var least && least < best)
                (block, best) = (start, least);
        }

        greatest = Extreme(most, isLeast: false);
        for (var t = block; t >= 0; t++)
            if (f[t] + up[t] <= best)
                return t;
        return -1;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int PartnerVector<TRegister>(
        ReadOnlySpan<double> f, ReadOnlySpan<float> column, ReadOnlySpan<double> diagonal, ReadOnlySpan<double> low, double own, double ownDiagonal, double least)
        where TRegister : struct, IRegister<TRegister, double>
    {
        ref var f0 = ref MemoryMarshal.GetReference(f);
        ref var column0 = ref MemoryMarshal.GetReference(column);
        ref var diagonal0 = ref MemoryMarshal.GetReference(diagonal);
        ref var low0 = ref MemoryMarshal.GetReference(low);
        var (ownF, ownK, smallest) = (TRegister.Broadcast(own), TRegister.Broadcast(ownDiagonal), TRegister.Broadcast(least));
        var (zero, minusTwo) = (TRegister.Broadcast(0), TRegister.Broadcast(-2));
        var (block, best) = (-1, 0.0);
        for (var start = 0; start < f.Length; start += Block)
        {
            nint end = Math.Min(f.Length, start + Block);
            var most = zero;
            for (nint t = start; t < end; t += TRegister.Count)
            {
                var violation = TRegister.Load(in f0, t) + TRegister.Load(in low0, t) - ownF;
                var curvature = TRegister.MultiplyAdd(minusTwo, TRegister.LoadSingles(in column0, t), TRegister.Load(in diagonal0, t) + ownK);
                curvature = TRegister.Select(TRegister.LessThan(curvature, smallest), smallest, curvature);
                var gain = TRegister.Select(TRegister.LessThan(zero, violation), violation * violation / curvature, zero);
                most = TRegister.Select(TRegister.LessThan(most, gain), gain, most);
            }

            if (Extreme(most, isLeast: false) is var gained && best < gained)
                (block, best) = (start, gained);
        }

        for (var t = block; t >= 0; t++)
            if (Gain(f[t], column[t], diagonal[t], low[t], own, ownDiagonal, least) >= best)
                return t;
        return -1;
    }

    private static double Extreme<TRegister>(TRegister register, bool isLeast) where TRegister : struct, IRegister<TRegister, double>
    {
        Span<double> lanes = stackalloc double[8];
        TRegister.Store(register, ref MemoryMarshal.GetReference(lanes), 0);
        var best = lanes[0];
        for (var lane = 1; lane < TRegister.Count; lane++)
            best = (isLeast ? lanes[lane] < best : best < lanes[lane]) ? lanes[lane] : best;
        return best;
    }
}
