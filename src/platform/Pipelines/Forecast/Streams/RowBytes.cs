using System.Buffers.Binary;

namespace Kirana.Pipelines.Forecast.Streams;

/// <summary>Numbers as few bytes: small whole ones, of which most lines of a file of series consist, take one.</summary>
internal static class RowBytes
{
    /// <summary>The most bytes a number takes.</summary>
    public const int Most = 10;

    // Whole numbers up to here are exact as doubles.
    private const double LargestWhole = 1L << 52;

    /// <summary>Writes a number of 0 or more, seven bits a byte, the lowest first.</summary>
    /// <returns>The bytes written.</returns>
    public static int Write(Span<byte> target, ulong number)
    {
        var length = 0;
        for (; number >= 0x80; number >>= 7)
            target[length++] = (byte)(number | 0x80);
        target[length++] = (byte)number;
        return length;
    }

    /// <summary>Writes a difference: those near zero of either sign are small.</summary>
    public static int WriteSigned(Span<byte> target, long number) => Write(target, (ulong)((number << 1) ^ (number >> 63)));

    /// <summary>Writes any double, NaN too.</summary>
    public static int WriteDouble(Span<byte> target, double number)
    {
        // Negative zero is told from zero, so it goes the long way.
        if (number is >= 0 and < LargestWhole && number == Math.Floor(number) && !double.IsNegative(number))
            return Write(target, (ulong)number + 1);
        target[0] = 0;
        BinaryPrimitives.WriteDoubleLittleEndian(target[1..], number);
        return 1 + sizeof(double);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="IndexOutOfRangeException">The bytes end too early.</exception>
    public static ulong Read(ReadOnlySpan<byte> source, ref int at)
    {
        ulong number = 0;
        for (var shift = 0; ; shift += 7)
        {
            var part = source[at++];
            number |= (ulong)(part & 0x7f) << shift;
            if (part < 0x80)
                return number;
        }
    }

    public static long ReadSigned(ReadOnlySpan<byte> source, ref int at)
    {
        var number = Read(source, ref at);
        return (long)(number >> 1) ^ -(long)(number & 1);
    }

    public static double ReadDouble(ReadOnlySpan<byte> source, ref int at)
    {
        var whole = Read(source, ref at);
        if (whole > 0)
            return whole - 1;
        at += sizeof(double);
        return BinaryPrimitives.ReadDoubleLittleEndian(source[(at - sizeof(double))..at]);
    }
}
