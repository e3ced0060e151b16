using Kirana.Data.Series;

namespace Kirana.Pipelines.Serving;

/// <summary>How well the current model's recipe forecast items on the end held out at its training.</summary>
/// <param name="Step">Day or week.</param>
/// <param name="Horizon">Steps held out.</param>
/// <param name="Slices">Parts of the series, all together first.</param>
/// <param name="Worst">The series that cost most: by absolute error in units, at most 20.</param>
public sealed record ForecastAccuracy(Step Step, int Horizon, IReadOnlyList<AccuracySlice> Slices, IReadOnlyList<SeriesAccuracy> Worst);
