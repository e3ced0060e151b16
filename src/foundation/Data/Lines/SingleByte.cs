using System.Text;

namespace Kirana.Data.Lines;

/// <summary>Turns Windows-1252 and Latin-1 into UTF-8.</summary>
internal static class SingleByte
{
    // Windows-1252 differs from Latin-1 at 0x80–0x9f only; the five undefined places keep their control character, as browsers do.
    private const string Windows =
        "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

    /// <summary>The most bytes of UTF-8 that one byte becomes.</summary>
    public const int MaxExpansion = 3;

    public static bool IsUndefinedInWindows1252(byte value) => value is 0x81 or 0x8d or 0x8f or 0x90 or 0x9d;

    /// <summary>Turns bytes into UTF-8.</summary>
    /// <param name="source">Single-byte text.</param>
    /// <param name="target">At least <see cref="MaxExpansion"/> times as long.</param>
    /// <param name="windows">Windows-1252 rather than Latin-1.</param>
    /// <returns>The bytes written.</returns>
    public static int ToUtf8(ReadOnlySpan<byte> source, Span<byte> target, bool windows)
    {
        var written = 0;
        while (!source.IsEmpty)
        {
            var ascii = source.IndexOfAnyInRange((byte)0x80, (byte)0xff);
            var plain = ascii < 0 ? source : source[..ascii];
            plain.CopyTo(target[written..]);
            written += plain.Length;
            if (ascii < 0)
                break;
            var value = source[ascii];
            written += new Rune(windows && value < 0xa0 ? Windows[value - 0x80] : (char)value).EncodeToUtf8(target[written..]);
            source = source[(ascii + 1)..];
        }

        return written;
    }
}
