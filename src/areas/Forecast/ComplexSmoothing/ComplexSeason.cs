namespace Kirana.Forecast.ComplexSmoothing;

/// <summary>How complex exponential smoothing follows a season.</summary>
public enum ComplexSeason
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>Each phase of the season is smoothed by itself, with common weights.</summary>
    Simple,

    /// <summary>A number for each phase is added, smoothed by one weight.</summary>
    Partial,

    /// <summary>A complex number for each phase is added, smoothed by a complex weight of its own.</summary>
    Full,
}
