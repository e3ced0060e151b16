using System.Collections.ObjectModel;

namespace Kirana.Learn.Diagnosis;

/// <summary>Something about a table that its owner should know.</summary>
/// <param name="Code">A stable name: <c>leak</c>, <c>copy</c>, <c>constant</c>, <c>empty</c>, <c>identifier</c>, <c>mixed-types</c>, <c>many-categories</c>,
/// <c>collinear</c>, <c>many-missing</c>, <c>missing-together</c>, <c>telling-gaps</c>, <c>imbalance</c>, <c>rare-class</c>, <c>one-class</c>,
/// <c>missing-target</c>, <c>few-rows</c> or <c>too-wide</c>.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Columns">The columns it is about; of copies the original last. None where it is about the table.</param>
/// <param name="Measure">The number behind it, whose meaning the code gives: a share, a correlation, an area under the curve, a count.</param>
/// <param name="Advice">What was found and what to do, in one or two sentences.</param>
public sealed record TableFinding(string Code, FindingSeverity Severity, ReadOnlyCollection<string> Columns, double Measure, string Advice);
