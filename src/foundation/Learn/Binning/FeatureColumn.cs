namespace Kirana.Learn.Binning;

/// <summary>What is known of a feature before its values are seen.</summary>
/// <param name="Name">The name, for messages and pictures.</param>
/// <param name="IsCategorical">Whether the values are codes of categories: whole numbers from 0 whose order means nothing.</param>
internal sealed record FeatureColumn(string Name, bool IsCategorical)
{
    /// <summary>Names for columns that have none: <c>f0</c>, <c>f1</c>, …, all numeric.</summary>
    public static FeatureColumn[] Unnamed(int features) => [.. Enumerable.Range(0, features).Select(i => new FeatureColumn($"f{i}", false))];
}
