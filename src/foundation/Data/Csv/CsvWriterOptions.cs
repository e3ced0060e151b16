namespace Kirana.Data.Csv;

/// <summary>How <see cref="CsvWriter"/> writes.</summary>
public sealed record CsvWriterOptions
{
    /// <summary>Comma, line feed, no guard.</summary>
    public static CsvWriterOptions Default { get; } = new();

    /// <summary>The character between fields, any of ASCII but quote and line ends; a comma by default.</summary>
    public char Separator { get; init; } = ',';

    /// <summary>Whether texts that a spreadsheet would run as a formula (those that begin with <c>=</c>, <c>+</c>, <c>-</c>, <c>@</c>, tab or
    /// carriage return) get an apostrophe in front; <see langword="false"/> by default. Set it for files that people open in a
    /// spreadsheet; leave it for files that are read back, since it changes the text. Numbers are never changed, nor texts that are
    /// numbers.</summary>
    public bool GuardFormulas { get; init; }
}
