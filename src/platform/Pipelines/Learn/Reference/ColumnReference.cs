namespace Kirana.Pipelines.Learn.Reference;

/// <summary>What one column looked like when a model was made of it.</summary>
/// <param name="Name">The column.</param>
/// <param name="MissingShare">The share of rows without a value.</param>
/// <param name="Quantiles">Of numbers the quantiles 0, 0.05, …, 1; empty for categories.</param>
/// <param name="Levels">Of categories the most frequent, at most fifty; empty for numbers.</param>
/// <param name="Shares">The share of each of them among the rows with a value.</param>
public sealed record ColumnReference(string Name, double MissingShare, IReadOnlyList<double> Quantiles, IReadOnlyList<string> Levels, IReadOnlyList<double> Shares);
