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
        var n = (bits - BitConverter.SingleToInt32Bits(SingleTerms.SqrtHalf)) >> SingleTerms.FractionBits;
        var f = BitConverter.Int32BitsToSingle(bits - (n << SingleTerms.FractionBits)) - 1;
        var s = f / (2 + f);
        var square = s * s;
        var series = Horner(SingleTerms.Log, square);
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
        var n = (bits - BitConverter.DoubleToInt64Bits(DoubleTerms.SqrtHalf)) >> DoubleTerms.FractionBits;
        var f = BitConverter.Int64BitsToDouble(bits - (n << DoubleTerms.FractionBits)) - 1;
        var s = f / (2 + f);
        var square = s * s;
        var series = Horner(DoubleTerms.Log, square);
        var exponent = n - (subnormal ? DoubleTerms.LiftExponent : 0);
        var small = Math.FusedMultiplyAdd(exponent, -DoubleTerms.Ln2Low, s * Math.FusedMultiplyAdd(-square, series, f));
        return Math.FusedMultiplyAdd(exponent, DoubleTerms.Ln2High, f - small);
    }

    /// <summary>Near 0 x minus a small fraction (see <see cref="ITerms{T}.TanhNumerator"/>), else 1 − 2/(e²ˣ + 1): what is subtracted is
    /// the smaller part in both, so its rounding counts for little.</summary>
    internal static float ScalarTanh(float x)
    {
        var a = Math.Abs(x);
        if (a < SingleTerms.TanhSmall)
        {
            var square = a * a;
            var fraction = a * square * Horner(SingleTerms.TanhNumerator, square) / Horner(SingleTerms.TanhDenominator, square);
            return MathF.CopySign(a - fraction, x);
        }

        a = a > SingleTerms.TanhMax ? SingleTerms.TanhMax : a;
        var y = a + a;
        var rounded = MathF.FusedMultiplyAdd(y, SingleTerms.Log2OfE, SingleTerms.Round);
        var power = (1 + ExpSeries(y, rounded - SingleTerms.Round)) * PowerOfTwo(ExponentOf(rounded));
        return MathF.CopySign(1 - 2 / (power + 1), x);
    }

    /// <inheritdoc cref="ScalarTanh(float)"/>
    internal static double ScalarTanh(double x)
    {
        var a = Math.Abs(x);
        if (a < DoubleTerms.TanhSmall)
        {
            var square = a * a;
            var fraction = a * square * Horner(DoubleTerms.TanhNumerator, square) / Horner(DoubleTerms.TanhDenominator, square);
            return Math.CopySign(a - fraction, x);
        }

        a = a > DoubleTerms.TanhMax ? DoubleTerms.TanhMax : a;
        var y = a + a;
        var rounded = Math.FusedMultiplyAdd(y, DoubleTerms.Log2OfE, DoubleTerms.Round);
        var power = (1 + ExpSeries(y, rounded - DoubleTerms.Round)) * PowerOfTwo(ExponentOf(rounded));
        return Math.CopySign(1 - 2 / (power + 1), x);
    }

    /// <summary>eʳ − 1 for r = y − n·ln 2.</summary>
    private static float ExpSeries(float y, float n)
    {
        var r = MathF.FusedMultiplyAdd(n, -SingleTerms.Ln2High, y);
        r = MathF.FusedMultiplyAdd(n, -SingleTerms.Ln2Low, r);
        return MathF.FusedMultiplyAdd(Horner(SingleTerms.Exp, r), r * r, r);
    }

    private static double ExpSeries(double y, double n)
    {
        var r = Math.FusedMultiplyAdd(n, -DoubleTerms.Ln2High, y);
        r = Math.FusedMultiplyAdd(n, -DoubleTerms.Ln2Low, r);
        return Math.FusedMultiplyAdd(Horner(DoubleTerms.Exp, r), r * r, r);
    }

    /// <summary>The polynomial with the given coefficients, that of the highest power first.</summary>
    private static float Horner(ReadOnlySpan<float> terms, float x)
    {
        var sum = terms[0];
        foreach (var term in terms[1..])
            sum = MathF.FusedMultiplyAdd(sum, x, term);
        return sum;
    }

    private static double Horner(ReadOnlySpan<double> terms, double x)
    {
        var sum = terms[0];
        foreach (var term in terms[1..])
            sum = Math.FusedMultiplyAdd(sum, x, term);
        return sum;
    }

    private static int ExponentOf(float rounded) =>
        unchecked(BitConverter.SingleToInt32Bits(rounded) - BitConverter.SingleToInt32Bits(SingleTerms.Round));

    private static long ExponentOf(double rounded) =>
        unchecked(BitConverter.DoubleToInt64Bits(rounded) - BitConverter.DoubleToInt64Bits(DoubleTerms.Round));

    private static float PowerOfTwo(int n) =>
        BitConverter.Int32BitsToSingle(unchecked((n << SingleTerms.FractionBits) + BitConverter.SingleToInt32Bits(1f)));

    private static double PowerOfTwo(long n) =>
        BitConverter.Int64BitsToDouble(unchecked((n << DoubleTerms.FractionBits) + BitConverter.DoubleToInt64Bits(1.0)));
}
