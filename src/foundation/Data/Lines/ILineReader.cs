namespace Kirana.Data.Lines;

/// <summary>Reads records of named fields one after another, whatever the file format: CSV, JSON Lines, Parquet.</summary>
/// <remarks>A damaged record does not end the reading: it is returned with its <see cref="Fault"/>, so that the caller can set it aside.
/// Not thread-safe. Spans are valid until the next <see cref="TryRead"/>.</remarks>
public interface ILineReader : IDisposable
{
    /// <summary>The file's or source's name, for messages.</summary>
    string Name { get; }

    /// <summary>The columns' names. May grow while JSON Lines are read; never shrinks or reorders.</summary>
    IReadOnlyList<string> Columns { get; }

    /// <summary>Moves to the next record.</summary>
    /// <returns><see langword="false"/> at the end.</returns>
    /// <exception cref="DataException">The file as a whole cannot be read: not text, cut compression, a record longer than the limit that never ends.</exception>
    bool TryRead();

    /// <summary>The one-based line of the file on which the current record begins (the record's number where a format has no lines).</summary>
    long Line { get; }

    /// <summary>The fault of the current record, or <see langword="null"/> if it is sound.</summary>
    LineFault? Fault { get; }

    /// <summary>A field of the current record as UTF-8, unquoted and unescaped; empty if missing.</summary>
    /// <param name="column">The index of the column.</param>
    ReadOnlySpan<byte> Field(int column);

    /// <summary>The current record as it stands in the file, as UTF-8, for showing it to a person; cut to 4,096 bytes.</summary>
    ReadOnlySpan<byte> Raw { get; }

    /// <summary>Bytes read from the source so far, before decompression, for progress.</summary>
    long BytesRead { get; }
}
