namespace Kirana.Data.Lines;

/// <summary>The encodings of text files that readers understand.</summary>
public enum TextEncoding
{
    /// <summary>UTF-8, with or without a byte order mark.</summary>
    Utf8,

    /// <summary>UTF-16, low byte first.</summary>
    Utf16LittleEndian,

    /// <summary>UTF-16, high byte first.</summary>
    Utf16BigEndian,

    /// <summary>Windows-1252, the western European single-byte encoding of old spreadsheets.</summary>
    Windows1252,

    /// <summary>ISO 8859-1: every byte is the character of its number.</summary>
    Latin1,
}
