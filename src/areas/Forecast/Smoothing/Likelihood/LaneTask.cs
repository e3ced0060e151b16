namespace Kirana.Forecast.Smoothing.Likelihood;

/// <summary>One form to be fitted to one series from one starting point: what a lane of the search works on.</summary>
/// <param name="values">The series without gaps, of magnitude about 1.</param>
/// <param name="form">The form; all tasks of one search have the same kind of season.</param>
/// <param name="start">Where the search begins; see <see cref="Coordinates"/>.</param>
internal sealed class LaneTask(double[] values, SmoothingForm form, double[] start)
{
    /// <summary>The series.</summary>
    public double[] Values { get; } = values;

    /// <summary>The form.</summary>
    public SmoothingForm Form { get; } = form;

    /// <summary>The coordinates: where the search begins, and when it has ended, where it ended.</summary>
    public double[] Point { get; } = start;

    /// <summary>−2 log-likelihood at <see cref="Point"/>, but for constants; +∞ before the search, and where nothing could be fitted.</summary>
    public double Objective { get; set; } = double.PositiveInfinity;

    /// <summary>By how much the first step is shortened (Marquardt's λ); a search broken off leaves what it used last.</summary>
    public double Raise { get; set; } = 1e-2;

    /// <summary>A step that promises less than this in −2 log-likelihood ends the search.</summary>
    public double Negligible { get; init; } = 1e-6;

    /// <summary>Whether the search was broken off before its end.</summary>
    public bool IsOpen { get; set; } = true;
}
