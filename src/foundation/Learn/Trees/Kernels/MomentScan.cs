using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Kirana.Learn.Trees.Kernels;

/// <summary>Finds the cut of a sorted list that lowers squared error, or the Gini impurity of two classes, the most.</summary>
/// <remarks>
/// With sums S of weight × target and W of weights, a cut lowers Σ w·(y − mean)² by D = (S_L·W − S·W_L)² / (W·W_L·W_R), and the Gini impurity
/// of targets 0 and 1 by 2·D. Cuts are compared by D·W without a division: (S_L·W − S·W_L)² against the best one's times W_L·W_R.
/// </remarks>
internal static class MomentScan
{
    /// <summary>How much a later cut must be better, so that rounding does not decide between equal ones.</summary>
    private const double Clearly = 1 + 1e-12;

    /// <summary>Looks for a better cut between different values.</summary>
    /// <param name="list">The values that are present, ascending; each row must be a place of <paramref name="targets"/>, which is not checked.</param>
    /// <param name="targets">Weight × target of each row.</param>
    /// <param name="weights">The weight of each row; empty where all are 1.</param>
    /// <param name="sums">The sums of the node, and of the rows that lie left of every cut.</param>
    /// <param name="first">The first value that may be the last on the left.</param>
    /// <param name="end">The value behind the last such one; it may be the list's last value only where rows lie right of every cut.</param>
    /// <param name="best">D·W of the best cut so far; raised.</param>
    /// <returns>The place of the last value on the left; −1 where no cut is clearly better.</returns>
    public static int Best(
        ReadOnlySpan<ValueOfRow> list, ReadOnlySpan<double> targets, ReadOnlySpan<float> weights, in MomentSums sums, int first, int end, ref double best)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(end, list.Length);
        if (first >= end)
            return -1;
        return weights.IsEmpty
            ? Best(list, targets, new OnlyOnes(), sums, first, end, ref best)
            : Best(list, targets, new Weights(weights), sums, first, end, ref best);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Best<TWeights>(
        ReadOnlySpan<ValueOfRow> list, ReadOnlySpan<double> targets, TWeights weights, in MomentSums sums, int first, int end, ref double best)
        where TWeights : struct, IWeights, allows ref struct
    {
        ref var own0 = ref MemoryMarshal.GetReference(list);
        ref var target0 = ref MemoryMarshal.GetReference(targets);
        var (target, weight, wholeTarget, wholeWeight) = (sums.LeftTarget, sums.LeftWeight, sums.Target, sums.Weight);
        var (place, bar) = (-1, best * Clearly);
        nint i = 0;
        for (; i < first; i++)
        {
            var row = Unsafe.Add(ref own0, i).Row;
            target += Unsafe.Add(ref target0, (nint)row);
            weight += weights.Of(row);
        }

        for (; i < end; i++)
        {
            var own = Unsafe.Add(ref own0, i);
            target += Unsafe.Add(ref target0, (nint)own.Row);
            weight += weights.Of(own.Row);
            if (i + 1 < list.Length && own.Value == Unsafe.Add(ref own0, i + 1).Value)
                continue;
            var distance = target * wholeWeight - wholeTarget * weight;
            var product = weight * (wholeWeight - weight);
            if (distance * distance > bar * product && product > 0)
            {
                best = distance * distance / product;
                (place, bar) = ((int)i, best * Clearly);
            }
        }

        return place;
    }

    /// <summary>How much each row weighs, known to be 1 when the scan is compiled or not.</summary>
    private interface IWeights
    {
        double Of(int row);
    }

    private readonly struct OnlyOnes : IWeights
    {
        public double Of(int row) => 1;
    }

    private readonly ref struct Weights(ReadOnlySpan<float> weights) : IWeights
    {
        private readonly ReadOnlySpan<float> _weights = weights;

        public double Of(int row) => _weights[row];
    }
}
