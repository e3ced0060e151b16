namespace Kirana.Numerics.Kernels;

public static partial class Elementary
{
    /// <summary>x = n·ln 2 + r with |r| ≤ ½ ln 2, so eˣ = 2ⁿ·eʳ.</summary>
    /// <remarks>NaN fails every comparison and passes through; its exponent is rubbish, but NaN times anything is NaN.</remarks>
    internal static float ScalarExp(float x)
    {
        var y = x > SingleTerms.ExpMax ? SingleTerms.ExpMax : x;
        y = y < SingleTerms.ExpMin ? SingleTerms.ExpMin : y;
        var rounded = MathF.FusedMultiplyAdd(y, SingleTerms.Log2OfE, SingleTerms.Round);
        var power = 1 + ExpSeries(y, rounded - SingleTerms.Round);
        // In two steps, since 2ⁿ alone may be no float where eˣ still is one.
        var n = ExponentOf(rounded);
        var half = n >> 1;
        return power * PowerOfTwo(half) * PowerOfTwo(n - half);
    }

    /// <inheritdoc cref="ScalarExp(float)"/>
    internal static double ScalarExp(double x)
    {
        var y = x > DoubleTerms.ExpMax ? DoubleTerms.ExpMax : x;
        y = y < DoubleTerms.ExpMin ? DoubleTerms.ExpMin : y;
        var rounded = Math.FusedMultiplyAdd(y, DoubleTerms.Log2OfE, DoubleTerms.Round);
        var power = 1 + ExpSeries(y, rounded - DoubleTerms.Round);
        var n = ExponentOf(rounded);
        var half = n >> 1;
        return power * PowerOfTwo(half) * PowerOfTwo(n - half);
    }

    /// <summary>x = 2ⁿ·(1 + f) with √½ ≤ 1 + f &lt; √2, s = f/(2 + f): ln(1 + f) = 2s + s·R(s²) = f − s·(f − R).</summary>
    /// <remarks>The last form loses least: f is exact and carries most of the result.</remarks>
    internal static float ScalarLog(float x)
    {
        if (x is <= 0 or float.NaN or float.PositiveInfinity)
            return x == 0 ? float.NegativeInfinity : x < 0 ? float.NaN : x;
        var subnormal = x < SingleTerms.SmallestNormal;
        var bits = BitConverter.SingleToInt32Bits(subnormal ? x * SingleTerms.Lift : x);
        var n = (bits - SingleTerms.SqrtHalfBits) >> SingleTerms.FractionBits;
        var f = BitConverter.Int32BitsToSingle(bits - (n << SingleTerms.FractionBits)) - 1;
        var s = f / (2 + f);
        var square = s * s;
        var series = SingleTerms.Log[0];
        foreach (var term in SingleTerms.Log[1..])
            series = MathF.FusedMultiplyAdd(series, square, term);
        var exponent = n - (subnormal ? SingleTerms.LiftExponent : 0);
        var small = MathF.FusedMultiplyAdd(exponent, -SingleTerms.Ln2Low, s * MathF.FusedMultiplyAdd(-square, series, f));
        return MathF.FusedMultiplyAdd(exponent, SingleTerms.Ln2High, f - small);
    }

    /// <inheritdoc cref="ScalarLog(float)"/>
    internal static double ScalarLog(double x)
    {
        if (x is <= 0 or double.NaN or double.PositiveInfinity)
            return x == 0 ? double.NegativeInfinity : x < 0 ? double.NaN : x;
        var subnormal = x < DoubleTerms.SmallestNormal;
        var bits = BitConverter.DoubleToInt64Bits(subnormal ? x * DoubleTerms.Lift : x);
        var n = (bits - DoubleTerms.SqrtHalfBits) >> DoubleTerms.FractionBits;
        var f = BitConverter.Int64BitsToDouble(bits - (n << DoubleTerms.FractionBits)) - 1;
        var s = f / (2 + f);
        var square = s * s;
        var series = DoubleTerms.Log[0];
        foreach (var term in DoubleTerms.Log[1..])
            series = Math.FusedMultiplyAdd(series, square, term);
        var exponent = n - (subnormal ? DoubleTerms.LiftExponent : 0);
        var small = Math.FusedMultiplyAdd(exponent, -DoubleTerms.Ln2Low, s * Math.FusedMultiplyAdd(-square, series, f));
        return Math.FusedMultiplyAdd(exponent, DoubleTerms.Ln2High, f - small);
    }

    /// <summary>tanh |x| = t/(t + 2) with t = e²ˡˣˡ − 1 = 2ⁿ·(eʳ − 1) + (2ⁿ − 1), which keeps its digits near 0.</summary>
    internal static float ScalarTanh(float x)
    {
        var a = Math.Abs(x);
        a = a > SingleTerms.TanhMax ? SingleTerms.TanhMax : a;
        var y = a + a;
        var rounded = MathF.FusedMultiplyAdd(y, SingleTerms.Log2OfE, SingleTerms.Round);
        var scale = PowerOfTwo(ExponentOf(rounded));
        var t = MathF.FusedMultiplyAdd(ExpSeries(y, rounded - SingleTerms.Round), scale, scale - 1);
        return MathF.CopySign(t / (t + 2), x);
    }

    /// <inheritdoc cref="ScalarTanh(float)"/>
    internal static double ScalarTanh(double x)
    {
        var a = Math.Abs(x);
        a = a > DoubleTerms.TanhMax ? DoubleTerms.TanhMax : a;
        var y = a + a;
        var rounded = Math.FusedMultiplyAdd(y, DoubleTerms.Log2OfE, DoubleTerms.Round);
        var scale = PowerOfTwo(ExponentOf(rounded));
        var t = Math.FusedMultiplyAdd(ExpSeries(y, rounded - DoubleTerms.Round), scale, scale - 1);
        return Math.CopySign(t / (t + 2), x);
    }

    /// <summary>eʳ − 1 for r = y − n·ln 2.</summary>
    private static float ExpSeries(float y, float n)
    {
        var r = MathF.FusedMultiplyAdd(n, -SingleTerms.Ln2High, y);
        r = MathF.FusedMultiplyAdd(n, -SingleTerms.Ln2Low, r);
        var series = SingleTerms.Exp[0];
        foreach (var term in SingleTerms.Exp[1..])
            series = MathF.FusedMultiplyAdd(series, r, term);
        return MathF.FusedMultiplyAdd(series, r * r, r);
    }

    private static double ExpSeries(double y, double n)
    {
        var r = Math.FusedMultiplyAdd(n, -DoubleTerms.Ln2High, y);
        r = Math.FusedMultiplyAdd(n, -DoubleTerms.Ln2Low, r);
        var series = DoubleTerms.Exp[0];
        foreach (var term in DoubleTerms.Exp[1..])
            series = Math.FusedMultiplyAdd(series, r, term);
        return Math.FusedMultiplyAdd(series, r * r, r);
    }

    private static int ExponentOf(float rounded) =>
        unchecked(BitConverter.SingleToInt32Bits(rounded) - BitConverter.SingleToInt32Bits(SingleTerms.Round));

    private static long ExponentOf(double rounded) =>
        unchecked(BitConverter.DoubleToInt64Bits(rounded) - BitConverter.DoubleToInt64Bits(DoubleTerms.Round));

    private static float PowerOfTwo(int n) =>
        BitConverter.Int32BitsToSingle(unchecked((n << SingleTerms.FractionBits) + SingleTerms.OneBits));

    private static double PowerOfTwo(long n) =>
        BitConverter.Int64BitsToDouble(unchecked((n << DoubleTerms.FractionBits) + DoubleTerms.OneBits));
}
