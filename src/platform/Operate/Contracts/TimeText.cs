namespace Kirana.Operate.Contracts;

/// <summary>Reads times and days as exports write them, straight from UTF-8.</summary>
/// <remarks>
/// Year first (ISO 8601): <c>2011-12-09</c>, <c>2011/12/9</c>, <c>20111209</c>, each optionally followed by <c>T</c> or a blank and a time.
/// Day or month first: <c>9/12/2011</c> and <c>9-12-2011</c> by the given order; <c>9.12.2011</c> is always day first.
/// Times: <c>8:26</c>, <c>08:26:00</c>, fractions of any length (cut to microseconds), <c>AM</c> and <c>PM</c>, then nothing, <c>Z</c>,
/// <c>UTC</c>, <c>+01:00</c>, <c>+0100</c> or <c>+01</c>. Seconds since 1970 as 10 digits, milliseconds as 13, microseconds as 16.
/// Years of two digits, 24:00 and leap seconds are refused.
/// </remarks>
public static class TimeText
{
    /// <summary>Reads a time.</summary>
    /// <param name="text">The text without surrounding blanks.</param>
    /// <param name="order">The order of day and month where neither the year nor a full stop settles it.</param>
    /// <param name="time">The time.</param>
    public static bool TryParse(ReadOnlySpan<byte> text, DateOrder order, out LocalTime time)
    {
        time = default;
        var rest = text;
        var first = ReadNumber(ref rest, out var width);
        if (rest.IsEmpty)
            return TryParseDigits(text, width, first, out time);

        int year, month, day;
        if (width == 8 && rest[0] is (byte)'T' or (byte)' ')
            (year, month, day) = ((int)(first / 10_000), (int)(first / 100 % 100), (int)(first % 100));
        else
        {
            var mark = rest[0];
            if (mark is not ((byte)'-' or (byte)'/' or (byte)'.') || width is not (1 or 2 or 4))
                return false;
            rest = rest[1..];
            var second = (int)ReadNumber(ref rest, out var secondWidth);
            if (secondWidth is < 1 or > 2 || rest.IsEmpty || rest[0] != mark)
                return false;
            rest = rest[1..];
            var third = (int)ReadNumber(ref rest, out var thirdWidth);
            if (width == 4)
            {
                if (thirdWidth is < 1 or > 2)
                    return false;
                (year, month, day) = ((int)first, second, third);
            }
            else
            {
                if (thirdWidth != 4)
                    return false;
                var actual = mark == '.' ? DateOrder.DayFirst : order;
                if (actual == DateOrder.Unknown)
                    return false;
                (year, month, day) = actual == DateOrder.DayFirst ? (third, second, (int)first) : (third, (int)first, second);
            }
        }

        return TryParseTimeOfDay(rest, out var micros, out var offset) && LocalTime.TryCreate(year, month, day, micros, offset, out time);
    }

    /// <summary>Whether a text is a date whose order of day and month only a <see cref="DateOrder"/> settles, and its first two numbers.</summary>
    /// <param name="text">The text.</param>
    /// <param name="first">The first number.</param>
    /// <param name="second">The second number.</param>
    public static bool NeedsOrder(ReadOnlySpan<byte> text, out int first, out int second)
    {
        var rest = text;
        first = (int)ReadNumber(ref rest, out var firstWidth);
        second = 0;
        if (firstWidth is < 1 or > 2 || rest.IsEmpty || rest[0] is not ((byte)'/' or (byte)'-'))
            return false;
        rest = rest[1..];
        second = (int)ReadNumber(ref rest, out var secondWidth);
        return secondWidth is 1 or 2 && !rest.IsEmpty && rest[0] is (byte)'/' or (byte)'-';
    }

    private static bool TryParseDigits(ReadOnlySpan<byte> text, int width, long number, out LocalTime time)
    {
        time = default;
        if (width != text.Length)
            return false;
        switch (width)
        {
            case 8:
                return LocalTime.TryCreate((int)(number / 10_000), (int)(number / 100 % 100), (int)(number % 100), 0, null, out time);
            case 10:
                time = new LocalTime(number * LocalTime.Second, 0);
                return true;
            case 13:
                time = new LocalTime(number * 1000, 0);
                return true;
            case 16:
                time = new LocalTime(number, 0);
                return true;
            default:
                return false;
        }
    }

    private static bool TryParseTimeOfDay(ReadOnlySpan<byte> text, out long micros, out int? offset)
    {
        micros = 0;
        offset = null;
        if (text.IsEmpty)
            return true;
        if (text[0] is not ((byte)'T' or (byte)' '))
            return false;

        var rest = text[1..];
        var hour = ReadNumber(ref rest, out var width);
        if (width is < 1 or > 2 || rest.IsEmpty || rest[0] != ':')
            return false;
        rest = rest[1..];
        var minute = ReadNumber(ref rest, out width);
        if (width != 2)
            return false;
        long second = 0;
        if (!rest.IsEmpty && rest[0] == ':')
        {
            rest = rest[1..];
            second = ReadNumber(ref rest, out width);
            if (width != 2)
                return false;
            if (!rest.IsEmpty && rest[0] is (byte)'.' or (byte)',' && !TryReadFraction(ref rest, out micros))
                return false;
        }

        if (!TryReadHalf(ref rest, ref hour) || hour > 23 || minute > 59 || second > 59)
            return false;
        micros += ((hour * 60 + minute) * 60 + second) * LocalTime.Second;
        return TryParseOffset(rest, out offset);
    }

    private static bool TryReadFraction(ref ReadOnlySpan<byte> rest, out long micros)
    {
        micros = 0;
        var digits = 0;
        for (rest = rest[1..]; !rest.IsEmpty && char.IsAsciiDigit((char)rest[0]); rest = rest[1..], digits++)
            if (digits < 6)
                micros = micros * 10 + (rest[0] - '0');
        for (var i = digits; i < 6; i++)
            micros *= 10;
        return digits > 0;
    }

    private static bool TryReadHalf(ref ReadOnlySpan<byte> rest, ref long hour)
    {
        var half = rest.TrimStart((byte)' ');
        if (half.Length != 2 || (half[1] | 0x20) != 'm' || (half[0] | 0x20) is not ('a' or 'p'))
            return true;
        if (hour is < 1 or > 12)
            return false;
        hour = hour % 12 + ((half[0] | 0x20) == 'p' ? 12 : 0);
        rest = default;
        return true;
    }

    private static bool TryParseOffset(ReadOnlySpan<byte> text, out int? offset)
    {
        var rest = text.TrimStart((byte)' ');
        offset = rest.IsEmpty ? null : 0;
        if (rest.IsEmpty || rest.SequenceEqual("Z"u8) || rest.SequenceEqual("UTC"u8) || rest.SequenceEqual("GMT"u8))
            return true;
        if (rest[0] is not ((byte)'+' or (byte)'-'))
            return false;

        var sign = rest[0] == '-' ? -1 : 1;
        rest = rest[1..];
        var hours = (int)ReadNumber(ref rest, out var width);
        var minutes = 0;
        if (width == 4 && rest.IsEmpty)
            (hours, minutes) = (hours / 100, hours % 100);
        else if (width != 2)
            return false;
        else if (!rest.IsEmpty)
        {
            if (rest[0] != ':')
                return false;
            rest = rest[1..];
            minutes = (int)ReadNumber(ref rest, out width);
            if (width != 2 || !rest.IsEmpty)
                return false;
        }

        offset = sign * (hours * 60 + minutes);
        return hours <= 14 && minutes <= 59;
    }

    /// <summary>Reads up to 18 digits.</summary>
    private static long ReadNumber(ref ReadOnlySpan<byte> text, out int width)
    {
        long number = 0;
        width = 0;
        while (width < text.Length && width < 18 && (uint)(text[width] - '0') <= 9)
            number = number * 10 + (text[width++] - '0');
        text = text[width..];
        return number;
    }
}
