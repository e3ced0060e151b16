namespace Kirana.Forecast.Choice;

/// <summary>How much a forecast may cost; what each tier gives for it the scorecard prints.</summary>
public enum CostTier
{
    /// <summary>Members of closed form or with one weight to search: well below a millisecond a series.</summary>
    Fast,

    /// <summary>With the exponential smoothing family and decompositions: some milliseconds.</summary>
    Standard,

    /// <summary>Every member, automatic ARIMA among them.</summary>
    Thorough,
}
