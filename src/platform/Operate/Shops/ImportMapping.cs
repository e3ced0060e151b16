namespace Kirana.Operate.Shops;

/// <summary>How one source's lines become records.</summary>
/// <remarks>A member that a settings file leaves out, or gives as <c>null</c>, has its default.</remarks>
public sealed record ImportMapping
{
    /// <summary>The kind of record, such as <c>events</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The source's column for each field of the record (field → column). Columns not named are kept in the last field.</summary>
    public IReadOnlyDictionary<string, string> Columns { get; init => field = value ?? field; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The separator of a CSV file; found out where missing.</summary>
    public char? Separator { get; init; }

    /// <summary>The encoding's name; found out where missing.</summary>
    public string? Encoding { get; init; }

    /// <summary>The .NET format of dates, or <c>day-first</c> or <c>month-first</c>; ISO 8601 and found out where missing.</summary>
    public string? DateFormat { get; init; }

    /// <summary>The decimal mark, <c>.</c> or <c>,</c>; <c>.</c> where missing.</summary>
    public char? Decimal { get; init; }

    /// <summary>The time zone of times without an offset; the shop's where missing.</summary>
    public string? TimeZone { get; init; }

    /// <summary>What every line is, where no column says it: the value of a field for all lines (field → value).</summary>
    public IReadOnlyDictionary<string, string> Constants { get; init => field = value ?? field; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Id fields whose whole numbers carry a fraction of zeros, as spreadsheets write columns with gaps: <c>17850.0</c> is read as
    /// <c>17850</c>. None by default.</summary>
    public IReadOnlyList<string> WholeNumbers { get; init => field = value ?? field; } = [];

    /// <summary>How invoice lines become purchases, returns and adjustments; <see langword="null"/> where a column names the kind.</summary>
    public InvoiceRules? Invoice { get; init; }
}
