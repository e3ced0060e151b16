using Kirana.Data.Lines;

namespace Kirana.Data.Csv;

/// <summary>How a CSV file is written down, as far as the caller knows.</summary>
public sealed record CsvOptions
{
    /// <summary>Everything is found out from the content.</summary>
    public static CsvOptions Default { get; } = new();

    /// <summary>The character between fields, any of ASCII but quote and line ends; <see langword="null"/>, the default, to find it
    /// out among comma, semicolon, tab and bar.</summary>
    public char? Separator { get; init; }

    /// <summary>The encoding; <see langword="null"/>, the default, to find it out.</summary>
    public TextEncoding? Encoding { get; init; }

    /// <summary>Whether the first record names the columns; <see langword="true"/> by default. Otherwise they are <c>column1</c>, <c>column2</c>, ….</summary>
    public bool Header { get; init; } = true;

    /// <summary>The most bytes of one record, 1,024 to 1 GiB; 16 MiB by default. A longer one is skipped with a fault and takes no memory.</summary>
    public int MaxRecordBytes { get; init; } = 16 << 20;

    /// <summary>The most columns; 16,384 by default.</summary>
    public int MaxColumns { get; init; } = 16_384;

    /// <summary>The window on the text at first, for tests of what happens at its edges.</summary>
    internal int BufferBytes { get; init; } = LineBuffer.DefaultBytes;

    /// <summary>Checks the options.</summary>
    /// <exception cref="ArgumentException">An option lies outside its range.</exception>
    internal void Check()
    {
        if (Separator is { } separator && (!char.IsAscii(separator) || separator is '"' or '\r' or '\n' or '\0'))
            throw new ArgumentException($"The separator {(int)separator:x4} is no ASCII character, or a quote or line end.", nameof(Separator));
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxRecordBytes, 1024);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxRecordBytes, 1 << 30);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxColumns, 1);
    }
}
