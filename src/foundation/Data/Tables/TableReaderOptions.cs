namespace Kirana.Data.Tables;

/// <summary>How <see cref="TableReader"/> takes a file.</summary>
public sealed record TableReaderOptions
{
    /// <summary>The kinds of all columns are found out.</summary>
    public static TableReaderOptions Default { get; } = new();

    /// <summary>The kinds of columns that are known, by name; none by default. A column of numbers that is not named here is double
    /// where single precision would lose a digit of any value, else single.</summary>
    public IReadOnlyDictionary<string, ColumnKind> Kinds { get; init; } = new Dictionary<string, ColumnKind>(StringComparer.Ordinal);

    /// <summary>The rows from which the kinds are found out, at least 1; 1,000 by default.</summary>
    public int SampleRows { get; init; } = 1_000;
}
