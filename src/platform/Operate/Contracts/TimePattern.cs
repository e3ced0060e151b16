using System.Text;

namespace Kirana.Operate.Contracts;

/// <summary>A .NET format of dates and times, made to read UTF-8 without allocation.</summary>
/// <remarks>Understood: <c>yyyy yy M MM MMM d dd H HH h hh m mm s ss f…fffffff tt zzz K</c>, text in single quotes, and any other character
/// that is no letter as itself. <c>M</c>, <c>d</c>, <c>H</c>, <c>h</c>, <c>m</c>, <c>s</c> take one or two digits, double letters two. Years of two digits
/// are 1970 to 2069. <c>MMM</c> is the English abbreviation.</remarks>
public sealed class TimePattern
{
    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    private readonly List<(char Letter, int Count)> _tokens = [];

    /// <summary>Reads a format.</summary>
    /// <param name="format">The format.</param>
    /// <exception cref="Data.DataException">The format has a letter that is not understood, or names no day, month and year.</exception>
    public TimePattern(string format)
    {
        Format = format;
        for (var at = 0; at < format.Length;)
        {
            var letter = format[at];
            if (letter == '\'')
            {
                var end = format.IndexOf('\'', at + 1);
                if (end < 0)
                    throw Fault("a quote is not closed");
                foreach (var character in format.AsSpan(at + 1, end - at - 1))
                    AddLiteral(character);
                at = end + 1;
                continue;
            }

            var count = 1;
            while (at + count < format.Length && format[at + count] == letter)
                count++;
            if (!char.IsAsciiLetter(letter))
                for (var i = 0; i < count; i++)
                    AddLiteral(letter);
            else if (IsKnown(letter, count))
                _tokens.Add((letter, count));
            else
                throw Fault($"'{new string(letter, count)}' is not understood");
            at += count;
        }

        foreach (var part in "yMd")
            if (_tokens.TrueForAll(token => token.Letter != part || token.Count == 0))
                throw Fault($"'{part}' is missing");
    }

    /// <summary>The format as it was given.</summary>
    public string Format { get; }

    /// <summary>Reads a time.</summary>
    /// <param name="text">The text, all of which must fit.</param>
    /// <param name="time">The time.</param>
    public bool TryParse(ReadOnlySpan<byte> text, out LocalTime time)
    {
        time = default;
        int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0;
        long fraction = 0;
        int? offset = null;
        bool? afternoon = null;
        foreach (var (letter, count) in _tokens)
        {
            if (count == 0)
            {
                if (text.IsEmpty || text[0] != letter)
                    return false;
                text = text[1..];
                continue;
            }

            var sound = (letter, count) switch
            {
                ('y', 4) => TryTake(ref text, 4, 4, out year),
                ('y', _) => TryTakeShortYear(ref text, out year),
                ('M', 3) => TryTakeMonth(ref text, out month),
                ('M', _) => TryTake(ref text, count, 2, out month),
                ('d', _) => TryTake(ref text, count, 2, out day),
                ('H' or 'h', _) => TryTake(ref text, count, 2, out hour),
                ('m', _) => TryTake(ref text, count, 2, out minute),
                ('s', _) => TryTake(ref text, count, 2, out second),
                ('f', _) => TryTakeFraction(ref text, count, out fraction),
                ('t', _) => TryTakeHalf(ref text, out afternoon),
                _ => TryTakeOffset(ref text, out offset, letter == 'K'),
            };
            if (!sound)
                return false;
        }

        if (afternoon is { } late)
        {
            if (hour is < 1 or > 12)
                return false;
            hour = hour % 12 + (late ? 12 : 0);
        }

        return text.IsEmpty && hour < 24 && minute < 60 && second < 60 &&
            LocalTime.TryCreate(year, month, day, ((hour * 60L + minute) * 60 + second) * LocalTime.Second + fraction, offset, out time);
    }

    private static bool IsKnown(char letter, int count) => letter switch
    {
        'y' => count is 2 or 4,
        'M' => count <= 3,
        'd' or 'H' or 'h' or 'm' or 's' => count <= 2,
        'f' => count <= 7,
        't' => count == 2,
        'z' => count == 3,
        'K' => count == 1,
        _ => false,
    };

    /// <summary>A literal is a token of count 0, one for each byte.</summary>
    private void AddLiteral(char character)
    {
        Span<byte> bytes = stackalloc byte[4];
        foreach (var part in bytes[..new Rune(character).EncodeToUtf8(bytes)])
            _tokens.Add(((char)part, 0));
    }

    private Data.DataException Fault(string what) => new($"The date format '{Format}' cannot be used: {what}.")
    {
        Code = "bad-date-format",
        Hint = "Write it like dd/MM/yyyy HH:mm, or say day-first or month-first.",
    };

    private static bool TryTake(ref ReadOnlySpan<byte> text, int least, int most, out int number)
    {
        number = 0;
        var width = 0;
        while (width < most && width < text.Length && char.IsAsciiDigit((char)text[width]))
            number = number * 10 + (text[width++] - '0');
        text = text[width..];
        return width >= least;
    }

    private static bool TryTakeShortYear(ref ReadOnlySpan<byte> text, out int year)
    {
        var sound = TryTake(ref text, 2, 2, out year);
        year += year < 70 ? 2000 : 1900;
        return sound;
    }

    private static bool TryTakeMonth(ref ReadOnlySpan<byte> text, out int month)
    {
        month = 0;
        if (text.Length < 3)
            return false;
        Span<char> name = [(char)(text[0] | 0x20), (char)(text[1] | 0x20), (char)(text[2] | 0x20)];
        text = text[3..];
        for (var i = 0; i < Months.Length; i++)
            if (name.SequenceEqual(Months[i]))
                month = i + 1;
        return month > 0;
    }

    private static bool TryTakeFraction(ref ReadOnlySpan<byte> text, int count, out long micros)
    {
        var sound = TryTake(ref text, count, count, out var number);
        micros = number;
        for (var i = count; i < 6; i++)
            micros *= 10;
        micros = count == 7 ? micros / 10 : micros;
        return sound;
    }

    private static bool TryTakeHalf(ref ReadOnlySpan<byte> text, out bool? afternoon)
    {
        afternoon = null;
        if (text.Length < 2 || (text[1] | 0x20) != 'm' || (text[0] | 0x20) is not ('a' or 'p'))
            return false;
        afternoon = (text[0] | 0x20) == 'p';
        text = text[2..];
        return true;
    }

    private static bool TryTakeOffset(ref ReadOnlySpan<byte> text, out int? offset, bool optional)
    {
        offset = null;
        if (text.IsEmpty)
            return optional;
        if (optional && text[0] == 'Z')
        {
            offset = 0;
            text = text[1..];
            return true;
        }

        if (text[0] is not ((byte)'+' or (byte)'-'))
            return false;
        var sign = text[0] == '-' ? -1 : 1;
        text = text[1..];
        if (!TryTake(ref text, 2, 2, out var hours) || text.IsEmpty || text[0] != ':')
            return false;
        text = text[1..];
        if (!TryTake(ref text, 2, 2, out var minutes) || hours > 14 || minutes > 59)
            return false;
        offset = sign * (hours * 60 + minutes);
        return true;
    }
}
