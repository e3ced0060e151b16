using Kirana.Pipelines.Learn.Learners;

namespace Kirana.Pipelines.Learn.Comparison;

/// <summary>A model and what it took.</summary>
/// <param name="Fitted">The model; <see langword="null"/> where it was not worth its memory.</param>
/// <param name="Columns">The columns it was given.</param>
/// <param name="Seconds">Seconds of the fit, the choice of columns apart.</param>
/// <param name="Allocated">Megabytes allocated while it was fitted, kept or not.</param>
internal sealed record PlannedFit(FittedModel? Fitted, IReadOnlyList<string> Columns, double Seconds, double Allocated);
