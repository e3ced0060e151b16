using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Kirana.Numerics.Kernels;

namespace Kirana.Learn.Linear.Kernels;

internal static partial class ShiftedColumns
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void VectorScores<TRegister>(
        ReadOnlySpan<float> x0, ReadOnlySpan<float> x1, ReadOnlySpan<float> x2, ReadOnlySpan<float> x3,
        ReadOnlySpan<double> shifts, ReadOnlySpan<double> weights, Span<double> scores)
        where TRegister : struct, IRegister<TRegister, double>
    {
        ref var a = ref MemoryMarshal.GetReference(x0);
        ref var b = ref MemoryMarshal.GetReference(x1);
        ref var c = ref MemoryMarshal.GetReference(x2);
        ref var d = ref MemoryMarshal.GetReference(x3);
        ref var score0 = ref MemoryMarshal.GetReference(scores);
        TRegister aShift = TRegister.Broadcast(shifts[0]), bShift = TRegister.Broadcast(shifts[1]), cShift = TRegister.Broadcast(shifts[2]), dShift = TRegister.Broadcast(shifts[3]);
        TRegister aWeight = TRegister.Broadcast(weights[0]), bWeight = TRegister.Broadcast(weights[1]), cWeight = TRegister.Broadcast(weights[2]), dWeight = TRegister.Broadcast(weights[3]);
        for (nint i = 0; i < scores.Length; i += TRegister.Count)
        {
            var score = TRegister.MultiplyAdd(aWeight, TRegister.LoadSingles(in a, i) - aShift, TRegister.Load(in score0, i));
            score = TRegister.MultiplyAdd(bWeight, TRegister.LoadSingles(in b, i) - bShift, score);
            score = TRegister.MultiplyAdd(cWeight, TRegister.LoadSingles(in c, i) - cShift, score);
            TRegister.Store(TRegister.MultiplyAdd(dWeight, TRegister.LoadSingles(in d, i) - dShift, score), ref score0, i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void VectorProducts<TRegister>(
        ReadOnlySpan<float> x0, ReadOnlySpan<float> x1, ReadOnlySpan<float> x2, ReadOnlySpan<float> x3,
        ReadOnlySpan<double> shifts, ReadOnlySpan<double> slopes, Span<double> sums)
        where TRegister : struct, IRegister<TRegister, double>
    {
        ref var a = ref MemoryMarshal.GetReference(x0);
        ref var b = ref MemoryMarshal.GetReference(x1);
        ref var c = ref MemoryMarshal.GetReference(x2);
        ref var d = ref MemoryMarshal.GetReference(x3);
        ref var slope0 = ref MemoryMarshal.GetReference(slopes);
        TRegister aShift = TRegister.Broadcast(shifts[0]), bShift = TRegister.Broadcast(shifts[1]), cShift = TRegister.Broadcast(shifts[2]), dShift = TRegister.Broadcast(shifts[3]);
        Span<double> lanes = stackalloc double[Count * RowUnit];
        ref var lane0 = ref MemoryMarshal.GetReference(lanes);
        for (nint part = 0; part < RowUnit; part += TRegister.Count)
        {
            TRegister aSum = default, bSum = default, cSum = default, dSum = default;
            for (var i = part; i < slopes.Length; i += RowUnit)
            {
                var slope = TRegister.Load(in slope0, i);
                aSum = TRegister.MultiplyAdd(TRegister.LoadSingles(in a, i) - aShift, slope, aSum);
                bSum = TRegister.MultiplyAdd(TRegister.LoadSingles(in b, i) - bShift, slope, bSum);
                cSum = TRegister.MultiplyAdd(TRegister.LoadSingles(in c, i) - cShift, slope, cSum);
                dSum = TRegister.MultiplyAdd(TRegister.LoadSingles(in d, i) - dShift, slope, dSum);
            }

            TRegister.Store(aSum, ref lane0, part);
            TRegister.Store(bSum, ref lane0, RowUnit + part);
            TRegister.Store(cSum, ref lane0, 2 * RowUnit + part);
            TRegister.Store(dSum, ref lane0, 3 * RowUnit + part);
        }

        for (var k = 0; k < Count; k++)
            sums[k] += VirtualLanes.Merge(lanes.Slice(k * RowUnit, RowUnit));
    }
}
