namespace Kirana.Forecast.Models;

/// <summary>The few numbers from which a fitted elementary model forecasts; what a model file keeps of it.</summary>
/// <param name="Kind">Which model: a name of <see cref="ModelKinds"/>.</param>
/// <param name="Fallback">Why this model stands where another was asked for, or <see langword="null"/>.</param>
/// <param name="Level">The level at the end of the series; the last value of <c>naive</c>.</param>
/// <param name="Alpha">The weight of the newest observation in the level, 0 to 1; 0 where there is none.</param>
/// <param name="Drift">What a step adds to the level.</param>
/// <param name="Count">The number of steps the model was fitted on.</param>
/// <param name="Seasonal">For each of the next steps of one season the value (<c>seasonal-naive</c>) or factor (<c>theta</c>) or state
/// (<c>ets</c>); empty for none.</param>
public sealed record ModelState(string Kind, string? Fallback, double Level, double Alpha, double Drift, int Count, double[] Seasonal)
{
    /// <summary>What <c>ets</c> keeps beside; <see langword="null"/> for the others.</summary>
    public SmoothingState? Smoothing { get; init; }

    /// <summary>What other kinds keep beside, finite numbers in the kind's own order; empty for none.</summary>
    public double[] Parameters { get; init; } = [];
}
