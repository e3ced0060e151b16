namespace Kirana.Pipelines.Learn.Comparison;

/// <summary>A column that was chosen.</summary>
/// <param name="Name">The column.</param>
/// <param name="Importance">What speaks for it, in the unit of the way it was chosen: a gain, a statistic, a coefficient, a share of rounds or its place.</param>
/// <param name="Folds">In how many of the folds that judge it was chosen too.</param>
public sealed record ChosenColumn(string Name, double Importance, int Folds);
