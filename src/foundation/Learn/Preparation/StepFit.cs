using Kirana.Learn.Binning;

namespace Kirana.Learn.Preparation;

/// <summary>What came of fitting a step.</summary>
/// <param name="Step">The step as it changes any row.</param>
/// <param name="Columns">The columns behind it.</param>
/// <param name="Training">The training rows behind it (n × width) where they are changed otherwise than new rows; <see langword="null"/> if they are not.</param>
internal sealed record StepFit(FittedStep Step, FeatureColumn[] Columns, float[]? Training = null);
