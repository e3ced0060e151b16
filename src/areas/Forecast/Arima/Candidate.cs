using Kirana.Forecast.Arima.Likelihood;

namespace Kirana.Forecast.Arima;

/// <summary>An order that is tried.</summary>
/// <param name="Order">The order.</param>
/// <param name="Task">The search of its coefficients.</param>
internal sealed record Candidate(ArimaOrder Order, ArmaTask Task)
{
    /// <summary>A model with a root nearer to zero than this nearly is one of other differences.</summary>
    private const double NearestRoot = 1.01;

    /// <summary>Akaike's corrected criterion; +∞ before the search, and where there are too few observations.</summary>
    public double Criterion { get; set; } = double.PositiveInfinity;

    /// <summary>Whether the search was far from the border when it ended.</summary>
    public bool IsFar { get; set; }

    /// <summary>Whether the search goes, or went, to its end.</summary>
    public bool IsFollowed { get; set; }

    /// <summary>Whether its neighbours have been tried.</summary>
    public bool IsCentre { get; set; }

    /// <summary>Whether all roots of its polynomials are far enough from the unit circle.</summary>
    public bool IsFarFromBorder()
    {
        var parameters = ArimaParameters.At(Order, Task.Point, 0);
        var seasonal = 1.0;
        for (var k = 0; k < Task.Orders.Season; k++)
            seasonal *= NearestRoot;
        return PartialAutocorrelations.RootsBeyond(parameters.Ar, 1, NearestRoot) && PartialAutocorrelations.RootsBeyond(parameters.Ma, -1, NearestRoot)
            && PartialAutocorrelations.RootsBeyond(parameters.SeasonalAr, 1, seasonal) && PartialAutocorrelations.RootsBeyond(parameters.SeasonalMa, -1, seasonal);
    }
}
