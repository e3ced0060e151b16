using System.Numerics;
using System.Runtime.CompilerServices;

namespace Kirana.Numerics.Kernels;

// The derivations stand in the scalar forms. Here every branch is computed and the lanes select; integers stay in float registers, since
// 64-bit conversions and arithmetic shifts are not native below AVX-512.
public static partial class Elementary
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TRegister VectorExp<TRegister, T, TTerms>(TRegister x)
        where TRegister : struct, IRegister<TRegister, T>
        where T : unmanaged, IFloatingPointIeee754<T>
        where TTerms : struct, ITerms<T>
    {
        var round = TRegister.Broadcast(TTerms.Round);
        var max = TRegister.Broadcast(TTerms.ExpMax);
        var min = TRegister.Broadcast(TTerms.ExpMin);
        var y = TRegister.Select(TRegister.LessThan(max, x), max, x);
        y = TRegister.Select(TRegister.LessThan(y, min), min, y);
        var n = TRegister.MultiplyAdd(y, TRegister.Broadcast(TTerms.Log2OfE), round) - round;
        var power = TRegister.Broadcast(T.One) + ExpSeries<TRegister, T, TTerms>(y, n);
        // Any split of n into normal halves gives the same bits: only the last product can round.
        var half = TRegister.MultiplyAdd(n, TRegister.Broadcast(T.One / (T.One + T.One)), round);
        var rest = n - (half - round) + round;
        return power * PowerOfTwo<TRegister, T, TTerms>(half) * PowerOfTwo<TRegister, T, TTerms>(rest);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TRegister VectorLog<TRegister, T, TTerms>(TRegister x)
        where TRegister : struct, IRegister<TRegister, T>
        where T : unmanaged, IFloatingPointIeee754<T>
        where TTerms : struct, ITerms<T>
    {
        var zero = TRegister.Broadcast(T.Zero);
        var one = TRegister.Broadcast(T.One);
        var subnormal = TRegister.LessThan(x, TRegister.Broadcast(TTerms.SmallestNormal));
        var bits = TRegister.Select(subnormal, x * TRegister.Broadcast(TTerms.Lift), x);
        // (bits − √½ + bias) >> m is n + bias, positive.
        var bias = TRegister.Broadcast(TTerms.LogBias);
        var shifted = TRegister.SubtractBits(TRegister.AddBits(bits, bias), TRegister.Broadcast(TTerms.SqrtHalf));
        var n = TRegister.ShiftBitsRight(shifted, TTerms.FractionBits);
        var exponent = (n | TRegister.Broadcast(TTerms.Whole)) - TRegister.Broadcast(TTerms.WholeAndBias);
        exponent = TRegister.Select(subnormal, exponent - TRegister.Broadcast(TTerms.LiftExponent), exponent);
        var significand = TRegister.AddBits(TRegister.SubtractBits(bits, TRegister.ShiftBitsLeft(n, TTerms.FractionBits)), bias);

        var f = significand - one;
        var s = f / (one + one + f);
        var square = s * s;
        var series = Horner<TRegister, T>(TTerms.Log, square);
        var tail = s * TRegister.MultiplyAdd(zero - square, series, f);
        var small = TRegister.MultiplyAdd(exponent, TRegister.Broadcast(-TTerms.Ln2Low), tail);
        var log = TRegister.MultiplyAdd(exponent, TRegister.Broadcast(TTerms.Ln2High), f - small);

        var infinity = TRegister.Broadcast(T.PositiveInfinity);
        var special = TRegister.Select(TRegister.LessThan(x, zero), TRegister.Broadcast(T.NaN), x);
        special = TRegister.Select(TRegister.Equal(x, zero), TRegister.Broadcast(T.NegativeInfinity), special);
        return TRegister.Select(TRegister.LessThan(zero, x) & TRegister.LessThan(x, infinity), log, special);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TRegister VectorTanh<TRegister, T, TTerms>(TRegister x)
        where TRegister : struct, IRegister<TRegister, T>
        where T : unmanaged, IFloatingPointIeee754<T>
        where TTerms : struct, ITerms<T>
    {
        var one = TRegister.Broadcast(T.One);
        var round = TRegister.Broadcast(TTerms.Round);
        var max = TRegister.Broadcast(TTerms.TanhMax);
        var sign = x & TRegister.Broadcast(T.NegativeZero);
        var a = x ^ sign;
        var isSmall = TRegister.LessThan(a, TRegister.Broadcast(TTerms.TanhSmall));
        a = TRegister.Select(TRegister.LessThan(max, a), max, a);

        var y = a + a;
        var rounded = TRegister.MultiplyAdd(y, TRegister.Broadcast(TTerms.Log2OfE), round);
        var power = (one + ExpSeries<TRegister, T, TTerms>(y, rounded - round)) * PowerOfTwo<TRegister, T, TTerms>(rounded);
        var square = a * a;
        // Both forms are base − numerator / denominator, so one division serves.
        var numerator = TRegister.Select(isSmall, a * square * Horner<TRegister, T>(TTerms.TanhNumerator, square), one + one);
        var denominator = TRegister.Select(isSmall, Horner<TRegister, T>(TTerms.TanhDenominator, square), power + one);
        return (TRegister.Select(isSmall, a, one) - numerator / denominator) | sign;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TRegister ExpSeries<TRegister, T, TTerms>(TRegister y, TRegister n)
        where TRegister : struct, IRegister<TRegister, T>
        where T : unmanaged, IFloatingPointIeee754<T>
        where TTerms : struct, ITerms<T>
    {
        var r = TRegister.MultiplyAdd(n, TRegister.Broadcast(-TTerms.Ln2High), y);
        r = TRegister.MultiplyAdd(n, TRegister.Broadcast(-TTerms.Ln2Low), r);
        return TRegister.MultiplyAdd(Horner<TRegister, T>(TTerms.Exp, r), r * r, r);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TRegister Horner<TRegister, T>(ReadOnlySpan<T> terms, TRegister x)
        where TRegister : struct, IRegister<TRegister, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var sum = TRegister.Broadcast(terms[0]);
        for (var i = 1; i < terms.Length; i++)
            sum = TRegister.MultiplyAdd(sum, x, TRegister.Broadcast(terms[i]));
        return sum;
    }

    /// <summary>2ⁿ from n as it stands in the lowest bits after rounding; the bits of the rounding constant itself are shifted out.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TRegister PowerOfTwo<TRegister, T, TTerms>(TRegister rounded)
        where TRegister : struct, IRegister<TRegister, T>
        where T : unmanaged, IFloatingPointIeee754<T>
        where TTerms : struct, ITerms<T> =>
        TRegister.AddBits(TRegister.ShiftBitsLeft(rounded, TTerms.FractionBits), TRegister.Broadcast(T.One));
}
