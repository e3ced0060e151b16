using Kirana.Data.Lines;

namespace Kirana.Data.JsonLines;

/// <summary>What a JSON Lines file may ask for.</summary>
public sealed record JsonLinesOptions
{
    /// <summary>The defaults.</summary>
    public static JsonLinesOptions Default { get; } = new();

    /// <summary>The encoding; <see langword="null"/>, the default, to find it out.</summary>
    public TextEncoding? Encoding { get; init; }

    /// <summary>The most bytes of one line, 1,024 to 1 GiB; 16 MiB by default. A longer one is skipped with a fault and takes no memory.</summary>
    public int MaxRecordBytes { get; init; } = 16 << 20;

    /// <summary>The most columns, that is different keys in the file; 16,384 by default.</summary>
    public int MaxColumns { get; init; } = 16_384;

    /// <summary>The deepest nesting of one record; 64 by default.</summary>
    public int MaxDepth { get; init; } = 64;

    /// <summary>The window on the text at first, for tests of what happens at its edges.</summary>
    internal int BufferBytes { get; init; } = LineBuffer.DefaultBytes;

    /// <summary>Checks the options.</summary>
    /// <exception cref="ArgumentException">An option lies outside its range.</exception>
    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxRecordBytes, 1024);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxRecordBytes, 1 << 30);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxColumns, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxDepth, 1);
    }
}
