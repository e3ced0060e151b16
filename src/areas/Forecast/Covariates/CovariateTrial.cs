using Kirana.Numerics.Statistics;

namespace Kirana.Forecast.Covariates;

/// <summary>Whether a covariate is used, and why.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">When it is known.</param>
/// <param name="Used">Whether forecasts use it.</param>
/// <param name="Reason">Why, as one sentence.</param>
public sealed record CovariateTrial(string Name, CovariateKind Kind, bool Used, string Reason)
{
    /// <summary>The mean effect of one unit more, over the series, as a share of what would be usual, with the limits of 95 %; <see langword="null"/> where
    /// it could not be learned.</summary>
    public Interval? Effect { get; init; }

    /// <summary>The share of the error that it avoids at times held out inside the history, beside the other covariates used, with the limits of 95 %;
    /// <see langword="null"/> where it was not tried.</summary>
    public Interval? Gain { get; init; }

    /// <summary>Values missing from the histories of the series looked at, taken to be as usual.</summary>
    public int Filled { get; init; }
}
