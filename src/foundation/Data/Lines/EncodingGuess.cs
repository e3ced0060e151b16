using System.Buffers;
using System.Text;

namespace Kirana.Data.Lines;

/// <summary>Tells the encoding of a text from its first bytes: by the byte order mark, else by what the bytes could be.</summary>
internal static class EncodingGuess
{
    // At most one byte in twenty may be a control character that text does not use.
    private const int BytesPerControl = 20;

    /// <summary>Guesses the encoding.</summary>
    /// <param name="sample">The first bytes of the text, all of them or cut anywhere.</param>
    /// <param name="name">The source's name, for messages.</param>
    /// <exception cref="DataException"><c>not-text</c>.</exception>
    public static TextEncoding Of(ReadOnlySpan<byte> sample, string name)
    {
        if (sample.StartsWith(Mark(TextEncoding.Utf8)))
            return TextEncoding.Utf8;
        RefuseKnownBinaries(sample, name);
        if (sample.StartsWith(Mark(TextEncoding.Utf16LittleEndian)))
            return TextEncoding.Utf16LittleEndian;
        if (sample.StartsWith(Mark(TextEncoding.Utf16BigEndian)))
            return TextEncoding.Utf16BigEndian;
        if (sample.Contains((byte)0) && WithoutMark(sample) is { } wide)
            return wide;
        if (Controls(sample) * BytesPerControl > sample.Length)
            throw NotText(name, "binary content", "Give a text file: CSV or JSON Lines.");
        return Utf8OrSingleByte(sample);
    }

    /// <summary>The byte order mark of an encoding; empty if it has none.</summary>
    public static ReadOnlySpan<byte> Mark(TextEncoding encoding) => encoding switch
    {
        TextEncoding.Utf8 => [0xef, 0xbb, 0xbf],
        TextEncoding.Utf16LittleEndian => [0xff, 0xfe],
        TextEncoding.Utf16BigEndian => [0xfe, 0xff],
        _ => [],
    };

    /// <summary>Separators, digits and line ends have a zero as their high byte, so one side of a UTF-16 text is full of zeros.</summary>
    private static TextEncoding? WithoutMark(ReadOnlySpan<byte> sample)
    {
        int even = 0, odd = 0;
        for (var i = 0; i + 1 < sample.Length; i += 2)
        {
            even += sample[i] == 0 ? 1 : 0;
            odd += sample[i + 1] == 0 ? 1 : 0;
        }

        var pairs = sample.Length / 2;
        if (odd * 10 >= pairs && even * 20 <= odd)
            return TextEncoding.Utf16LittleEndian;
        return even * 10 >= pairs && odd * 20 <= even ? TextEncoding.Utf16BigEndian : null;
    }

    /// <summary>Text that is not UTF-8 throughout is single-byte, unless most of its other characters are good UTF-8: then some lines are damaged.</summary>
    private static TextEncoding Utf8OrSingleByte(ReadOnlySpan<byte> sample)
    {
        int good = 0, bad = 0;
        var undefined = false;
        while (!sample.IsEmpty)
        {
            var ascii = sample.IndexOfAnyInRange((byte)0x80, (byte)0xff);
            if (ascii < 0)
                break;
            sample = sample[ascii..];
            var status = Rune.DecodeFromUtf8(sample, out _, out var length);
            if (status == OperationStatus.NeedMoreData)
                break;
            if (status == OperationStatus.Done)
                good++;
            else
                bad++;
            undefined |= status != OperationStatus.Done && SingleByte.IsUndefinedInWindows1252(sample[0]);
            sample = sample[length..];
        }

        if (bad <= good)
            return TextEncoding.Utf8;
        return undefined ? TextEncoding.Latin1 : TextEncoding.Windows1252;
    }

    private static int Controls(ReadOnlySpan<byte> sample)
    {
        var count = 0;
        foreach (var value in sample)
            count += value < 0x20 && value is not ((byte)'\t' or (byte)'\n' or (byte)'\r' or (byte)'\f' or 0x1b) ? 1 : 0;
        return count;
    }

    private static void RefuseKnownBinaries(ReadOnlySpan<byte> sample, string name)
    {
        if (sample.StartsWith("PAR1"u8))
            throw NotText(name, "a Parquet file", "Import it as Parquet.");
        if (sample.StartsWith("PK\u0003\u0004"u8))
            throw NotText(name, "a ZIP archive or Excel workbook", "Unpack it, or save the sheet as CSV.");
        if (sample.StartsWith("SQLite format 3\0"u8))
            throw NotText(name, "an SQLite database", "Export the table as CSV.");
        if (sample.StartsWith("%PDF-"u8))
            throw NotText(name, "a PDF document", "Export the table as CSV.");
        if (sample is [0xff, 0xfe, 0, 0, ..] or [0, 0, 0xfe, 0xff, ..])
            throw NotText(name, "UTF-32", "Save it as UTF-8.");
    }

    private static DataException NotText(string name, string found, string hint) =>
        new($"{name} is no text that can be read: found {found}.") { Code = "not-text", File = name, Hint = hint };
}
