namespace Kirana.Operate.Records;

/// <summary>One field of a kind of record: its name, type and what a value must satisfy.</summary>
/// <param name="Name">The name in files, tables and columns, lower-case with underscores.</param>
/// <param name="Type">What it holds.</param>
/// <param name="Meaning">One sentence for help texts and error messages.</param>
public sealed record Field(string Name, FieldType Type, string Meaning)
{
    /// <summary>Whether a record without it is rejected; no by default.</summary>
    public bool Required { get; init; }

    /// <summary>The words a <see cref="FieldType.Code"/> may take; empty for every other type.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>The smallest value of a number, in its stored form; unbounded by default.</summary>
    public long Minimum { get; init; } = long.MinValue + 1;

    /// <summary>The largest value of a number, in its stored form; unbounded by default.</summary>
    public long Maximum { get; init; } = long.MaxValue;

    /// <summary>Whether the column stores strings; otherwise it stores whole numbers.</summary>
    public bool IsText => Type is FieldType.Id or FieldType.Text or FieldType.Code;
}
