namespace Kirana.Forecast.Intermittent;

/// <summary>From which size and interval an intermittent series sets out.</summary>
public enum DemandStart
{
    /// <summary>The mean size of its demands, and steps a demand: the rate begins at the mean of the series.</summary>
    Mean,

    /// <summary>The first demand's size, and the steps up to it, as Croston (1972) and R's <c>croston</c> have it. One odd beginning is
    /// long remembered.</summary>
    First,
}
