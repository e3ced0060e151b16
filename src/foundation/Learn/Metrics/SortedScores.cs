using System.Runtime.CompilerServices;

namespace Kirana.Learn.Metrics;

/// <summary>Sorts scores by digits, each with a number that goes with it: several times faster than comparing, and linear in the rows.</summary>
internal static class SortedScores
{
    private const int DigitBits = 11;
    private const int Digits = 1 << DigitBits;
    private const int Passes = (64 + DigitBits - 1) / DigitBits;

    /// <summary>A score that is not NaN as an integer whose order is the reverse of the score's; −0 and +0 are one.</summary>
    public static ulong Key(double score)
    {
        var bits = BitConverter.DoubleToUInt64Bits(score + 0.0);
        return (bits >> 63) != 0 ? bits : bits ^ long.MaxValue;
    }

    /// <summary>The score of a key.</summary>
    public static double Score(ulong key) => BitConverter.UInt64BitsToDouble((key >> 63) != 0 ? key : key ^ long.MaxValue);

    /// <summary>Sorts keys ascending, and so scores descending; rows of equal keys keep their order.</summary>
    /// <param name="keys">The keys (n); their content is lost.</param>
    /// <param name="companions">What goes with each (n); its content is lost.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static (ulong[] Keys, float[] Companions) Sort(ulong[] keys, float[] companions)
    {
        var counts = Count(keys);
        var (from, to) = (keys, GC.AllocateUninitializedArray<ulong>(keys.Length));
        var (own, other) = (companions, GC.AllocateUninitializedArray<float>(keys.Length));
        for (var pass = 0; pass < Passes; pass++)
        {
            var starts = counts.AsSpan(pass * Digits, Digits);
            var shift = pass * DigitBits;
            // Probabilities share most of their leading digits, and those that were floats all of the last.
            if (starts[Digit(from[0], shift)] == from.Length)
                continue;
            var sum = 0;
            foreach (ref var start in starts)
                (start, sum) = (sum, sum + start);
            for (var i = 0; i < from.Length; i++)
            {
                var place = starts[Digit(from[i], shift)]++;
                to[place] = from[i];
                other[place] = own[i];
            }

            (from, to, own, other) = (to, from, other, own);
        }

        return (from, own);
    }

    /// <summary>Counts the digits of every pass in one reading.</summary>
    private static int[] Count(ulong[] keys)
    {
        var counts = new int[Passes * Digits];
        foreach (var key in keys)
            for (var pass = 0; pass < Passes; pass++)
                counts[pass * Digits + Digit(key, pass * DigitBits)]++;
        return counts;
    }

    private static int Digit(ulong key, int shift) => (int)(key >> shift) & Digits - 1;
}
