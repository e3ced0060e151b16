using Kirana.Data.Lines;
using Kirana.Operate.Shops;

namespace Kirana.Pipelines.Import;

/// <summary>One file or stream to import, and what the caller knows about it. Everything else is guessed, said, and kept in the shop's settings.</summary>
public sealed record ImportRequest
{
    /// <summary>The file; <see langword="null"/> where <see cref="Stream"/> or <see cref="Open"/> gives the lines.</summary>
    public string? Path { get; init; }

    /// <summary>The bytes, such as standard input; closed afterwards.</summary>
    public Stream? Stream { get; init; }

    /// <summary>Opens the lines of a format this room does not read, such as Parquet; <see langword="null"/> by default.</summary>
    public Func<ImportMapping, ILineReader>? Open { get; init; }

    /// <summary>The file's name for messages; that of <see cref="Path"/> by default.</summary>
    public string? Name { get; init; }

    /// <summary>The kind of record, such as <c>events</c>; guessed from the columns by default.</summary>
    public string? Kind { get; init; }

    /// <summary>The source's logical name. By default that of the kept mapping that fits the columns, otherwise one made from the file's name.</summary>
    public string? Source { get; init; }

    /// <summary>Column by field, before any guess (field → column). A word that is no column but that the field may take, such as
    /// <c>kind</c> → <c>purchase</c>, holds for every line; an empty text unmaps the field.</summary>
    public IReadOnlyDictionary<string, string> Map { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The separator of a CSV file; found out by default.</summary>
    public char? Separator { get; init; }

    /// <summary>The encoding's name; found out by default.</summary>
    public string? Encoding { get; init; }

    /// <summary>A .NET date format, <c>day-first</c> or <c>month-first</c>; found out by default.</summary>
    public string? DateFormat { get; init; }

    /// <summary>The decimal mark; <c>.</c> by default.</summary>
    public char? Decimal { get; init; }

    /// <summary>The time zone of times without an offset; the shop's by default.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Reads and checks but changes nothing; no by default.</summary>
    public bool DryRun { get; init; }

    /// <summary>Refuses the whole file if any line is quarantined; no by default.</summary>
    public bool Strict { get; init; }

    /// <summary>The clock that says what is in the future; the system's by default.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The name for messages.</summary>
    internal string FileName => Name ?? (Path is null ? "standard input" : System.IO.Path.GetFileName(Path));
}
