using System.Text;

namespace Kirana.Operate.Contracts;

/// <summary>Reads decimal(18,4) from UTF-8 exactly: no binary fraction comes near money.</summary>
/// <remarks>Grammar: sign? digits (mark digits)? ((e|E) sign? digits)?, with at least one digit in front of the exponent. Marks between
/// thousands and currency signs are refused, since a comma that means a decimal elsewhere would be wrong by a thousand.</remarks>
public static class DecimalText
{
    /// <summary>Ten-thousandths in one.</summary>
    public const long One = 10_000;

    /// <summary>The largest magnitude: 18 digits of ten-thousandths.</summary>
    public const long Limit = 999_999_999_999_999_999;

    private const int Decimals = 4;

    private static readonly long[] Powers = [.. Enumerable.Range(0, 19).Select(n => (long)Math.Pow(10, n))];

    /// <summary>Reads a number.</summary>
    /// <param name="text">The text without surrounding blanks.</param>
    /// <param name="mark">The decimal mark.</param>
    /// <param name="value">The number in ten-thousandths; 0 unless the result is <see cref="NumberText.Sound"/>.</param>
    public static NumberText TryParse(ReadOnlySpan<byte> text, byte mark, out long value)
    {
        value = 0;
        var at = 0;
        var negative = text.Length > 0 && text[0] == '-';
        if (text.Length > 0 && text[0] is (byte)'-' or (byte)'+')
            at++;

        long mantissa = 0;
        int digits = 0, scale = 0, significant = 0;
        var fraction = false;
        var lost = NumberText.Sound;
        for (; at < text.Length; at++)
        {
            var digit = text[at] - '0';
            if ((uint)digit <= 9)
            {
                digits++;
                if (significant < 18)
                {
                    mantissa = mantissa * 10 + digit;
                    if (mantissa != 0)
                        significant++;
                    if (fraction)
                        scale++;
                }
                else if (fraction)
                    lost = digit == 0 ? lost : NumberText.TooPrecise;
                else
                    return NumberText.TooLarge;
            }
            else if (text[at] == mark && !fraction)
                fraction = true;
            else
                break;
        }

        if (digits == 0)
            return IsNotFinite(text) ? NumberText.NotFinite : NumberText.Malformed;
        if (at < text.Length)
        {
            if (!TryReadExponent(text[at..], out var exponent))
                return NumberText.Malformed;
            scale -= exponent;
        }

        if (lost != NumberText.Sound)
            return lost;
        var outcome = Scale(ref mantissa, Decimals - scale);
        if (outcome == NumberText.Sound)
            value = negative ? -mantissa : mantissa;
        return outcome;
    }

    /// <summary>The exact decimal of a stored number.</summary>
    /// <param name="stored">Ten-thousandths.</param>
    public static decimal ToDecimal(long stored) => (decimal)stored / One;

    /// <summary>The product of two stored numbers, rounded to ten-thousandths, halves to even.</summary>
    /// <param name="a">Ten-thousandths.</param>
    /// <param name="b">Ten-thousandths.</param>
    /// <param name="product">The product in ten-thousandths.</param>
    /// <returns><see langword="false"/> if the product exceeds <see cref="Limit"/>.</returns>
    public static bool TryMultiply(long a, long b, out long product)
    {
        var exact = (Int128)a * b;
        var (quotient, remainder) = Int128.DivRem(exact, One);
        var twice = Int128.Abs(remainder) * 2;
        if (twice > One || (twice == One && !Int128.IsEvenInteger(quotient)))
            quotient += Int128.Sign(exact);
        product = quotient < -(Int128)Limit || quotient > Limit ? 0 : (long)quotient;
        return product == quotient;
    }

    private static NumberText Scale(ref long mantissa, int exponent)
    {
        if (mantissa == 0)
            return NumberText.Sound;
        if (exponent >= 0)
        {
            if (exponent > 18 || mantissa > Limit / Powers[exponent])
                return NumberText.TooLarge;
            mantissa *= Powers[exponent];
            return NumberText.Sound;
        }

        if (exponent < -18 || mantissa % Powers[-exponent] != 0)
            return NumberText.TooPrecise;
        mantissa /= Powers[-exponent];
        return NumberText.Sound;
    }

    private static bool TryReadExponent(ReadOnlySpan<byte> text, out int exponent)
    {
        exponent = 0;
        if (text[0] is not ((byte)'e' or (byte)'E') || text.Length < 2)
            return false;
        var at = text[1] is (byte)'-' or (byte)'+' ? 2 : 1;
        if (at == text.Length || text.Length - at > 3)
            return false;
        for (var i = at; i < text.Length; i++)
        {
            if (!char.IsAsciiDigit((char)text[i]))
                return false;
            exponent = exponent * 10 + (text[i] - '0');
        }

        exponent = text[1] == '-' ? -exponent : exponent;
        return true;
    }

    private static bool IsNotFinite(ReadOnlySpan<byte> text)
    {
        var word = text.TrimStart("+-"u8);
        return Ascii.EqualsIgnoreCase(word, "nan"u8) || Ascii.EqualsIgnoreCase(word, "inf"u8) || Ascii.EqualsIgnoreCase(word, "infinity"u8) ||
            word.SequenceEqual("∞"u8);
    }
}
