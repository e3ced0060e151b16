using Kirana.Pipelines.Learn.Plans;

namespace Kirana.Pipelines.Learn.Comparison;

/// <summary>The columns that a learner was given in the end, and how surely these and no others.</summary>
/// <param name="Choice">By what they were chosen.</param>
/// <param name="Among">How many there were to choose among.</param>
/// <param name="Folds">The folds that judge, in each of which columns were chosen anew.</param>
/// <param name="Columns">Those chosen on all rows, the strongest first.</param>
public sealed record ChosenColumns(ColumnChoice Choice, int Among, int Folds, IReadOnlyList<ChosenColumn> Columns);
