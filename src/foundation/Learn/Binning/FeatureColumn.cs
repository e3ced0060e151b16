using Kirana.Data.Tables;

namespace Kirana.Learn.Binning;

/// <summary>What is known of a feature besides its values.</summary>
/// <param name="Name">The name, for messages and pictures.</param>
/// <param name="IsCategorical">Whether the values are codes of categories: whole numbers from 0 whose order means nothing.</param>
/// <param name="Levels">The text of each code; none where the feature is numeric or its codes have no texts.</param>
internal sealed record FeatureColumn(string Name, bool IsCategorical, string[] Levels)
{
    public FeatureColumn(string name, bool isCategorical) : this(name, isCategorical, [])
    {
    }

    /// <summary>Names for columns that have none: <c>f0</c>, <c>f1</c>, …, all numeric.</summary>
    public static FeatureColumn[] Unnamed(int features) => [.. Enumerable.Range(0, features).Select(i => new FeatureColumn($"f{i}", false))];

    /// <summary>The names and kinds of columns. Numbers are doubles, which hold what singles do.</summary>
    public static Schema SchemaOf(FeatureColumn[] columns) => new(columns.Select(column => (column.Name, column.IsCategorical ? ColumnKind.Category : ColumnKind.Double)));

    /// <summary>Whether values of both columns mean the same.</summary>
    public bool Matches(FeatureColumn other) =>
        string.Equals(Name, other.Name, StringComparison.Ordinal) && IsCategorical == other.IsCategorical && Levels.SequenceEqual(other.Levels, StringComparer.Ordinal);
}
