using System.Globalization;
using System.Text;

namespace Kirana.Pictures.Text;

/// <summary>How wide text is before anything has drawn it, and how to shorten it between whole characters.</summary>
internal static class Glyphs
{
    // Advance widths of Helvetica in thousandths of the font size, from space to tilde. DejaVu and Verdana run up to 16 % wider.
    private static readonly short[] Widths =
    [
        278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278,
        584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944,
        667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500,
        278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
    ];

    /// <summary>The text without what no picture can show: control characters and halves of surrogate pairs become U+FFFD, line breaks spaces.</summary>
    /// <param name="text">Any text.</param>
    public static string Printable(string text)
    {
        var sound = true;
        for (var i = 0; i < text.Length && sound; i++)
            sound = text[i] is >= ' ' and < '\u007f' or >= '\u00a0' and < '\ud800';
        if (sound)
            return text;
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            if (rune.Value is '\n' or '\r' or '\t' or 0x2028 or 0x2029)
                clean.Append(' ');
            else if (Rune.IsControl(rune) || IsBidirectionalControl(rune.Value) || rune.Value is 0xFFFE or 0xFFFF)
                clean.Append('\ufffd');
            else
                clean.Append(rune.ToString());
        return clean.ToString();
    }

    /// <summary>The width of proportional text, in units of the font size; rather too wide than too narrow.</summary>
    /// <param name="text">Printable text.</param>
    public static double Width(string text)
    {
        var width = 0.0;
        foreach (var rune in text.EnumerateRunes())
            width += rune.Value is >= ' ' and <= '~' ? Widths[rune.Value - ' '] / 1000.0 : Cells(rune) switch { 0 => 0, 1 => 0.65, _ => 1.15 };
        return width * 1.16;
    }

    /// <summary>The number of terminal cells a text takes.</summary>
    /// <param name="text">Printable text.</param>
    public static int Cells(string text)
    {
        var cells = 0;
        foreach (var rune in text.EnumerateRunes())
            cells += Cells(rune);
        return cells;
    }

    /// <summary>The longest beginning of a text that fits, with an ellipsis where something was left off.</summary>
    /// <param name="text">Printable text.</param>
    /// <param name="room">The room, in the unit of <paramref name="measure"/>.</param>
    /// <param name="measure">The width of a text.</param>
    /// <param name="ellipsis">What stands for the rest.</param>
    public static string Fit(string text, double room, Func<string, double> measure, string ellipsis = "…")
    {
        if (measure(text) <= room)
            return text;
        var starts = StringInfo.ParseCombiningCharacters(text);
        int low = 0, high = starts.Length - 1;
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (measure(text[..starts[middle]] + ellipsis) <= room)
                low = middle;
            else
                high = middle - 1;
        }

        return low == 0 ? "" : text[..starts[low]].TrimEnd() + ellipsis;
    }

    /// <summary>Breaks a text into lines between words; a last line that is too many ends with an ellipsis.</summary>
    /// <param name="text">Printable text.</param>
    /// <param name="room">The room of a line.</param>
    /// <param name="most">The most lines.</param>
    /// <param name="measure">The width of a text.</param>
    public static IReadOnlyList<string> Wrap(string text, double room, int most, Func<string, double> measure)
    {
        var lines = new List<string>();
        var rest = text.Trim();
        while (rest.Length > 0 && lines.Count < most - 1 && measure(rest) > room)
        {
            var end = 0;
            for (var space = rest.IndexOf(' '); space > 0 && measure(rest[..space]) <= room; space = rest.IndexOf(' ', space + 1))
                end = space;
            if (end == 0)
                break;
            lines.Add(rest[..end]);
            rest = rest[end..].TrimStart();
        }

        if (rest.Length > 0)
            lines.Add(Fit(rest, room, measure));
        return lines;
    }

    private static int Cells(Rune rune)
    {
        if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format)
            return 0;
        return rune.Value switch
        {
            >= 0x1100 and <= 0x115F or >= 0x2E80 and <= 0xA4CF or >= 0xAC00 and <= 0xD7A3 or >= 0xF900 and <= 0xFAFF => 2,
            >= 0xFE30 and <= 0xFE6F or >= 0xFF00 and <= 0xFF60 or >= 0xFFE0 and <= 0xFFE6 => 2,
            >= 0x1F300 and <= 0x1F64F or >= 0x1F680 and <= 0x1F6FF or >= 0x1F900 and <= 0x1FAFF or >= 0x20000 and <= 0x3FFFD => 2,
            _ => 1,
        };
    }

    private static bool IsBidirectionalControl(int value) => value is >= 0x202A and <= 0x202E or >= 0x2066 and <= 0x2069;
}
