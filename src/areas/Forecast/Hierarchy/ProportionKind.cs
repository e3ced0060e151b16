namespace Kirana.Forecast.Hierarchy;

/// <summary>By which shares a forecast is handed down.</summary>
public enum ProportionKind
{
    /// <summary>The mean over the past of yᵢ / y of the whole (Gross and Sohl 1990, method A).</summary>
    AverageProportions,

    /// <summary>The mean of yᵢ over the past ÷ the mean of the whole (Gross and Sohl 1990, method F).</summary>
    ProportionsOfAverages,

    /// <summary>At each step and each node the base forecast's share among its siblings; trees only (Athanasopoulos, Ahmed and Hyndman 2009).</summary>
    ForecastProportions,
}
