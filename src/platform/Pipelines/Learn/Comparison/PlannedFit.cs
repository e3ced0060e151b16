using Kirana.Pipelines.Learn.Learners;

namespace Kirana.Pipelines.Learn.Comparison;

/// <summary>A model and what it took.</summary>
/// <param name="Fitted">The model; <see langword="null"/> where it was not worth its memory.</param>
/// <param name="Seconds">Seconds of the fit, the choice of columns apart.</param>
/// <param name="Megabytes">Memory allocated while it was fitted.</param>
internal sealed record PlannedFit(FittedModel? Fitted, double Seconds, double Megabytes);
