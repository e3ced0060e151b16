namespace Kirana.Pipelines.Forecast.Inputs;

/// <summary>What a shop knows of its demand beside the units sold.</summary>
[Flags]
public enum ForecastInputs
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The days on which stock ran out: what was sold then is the least that was asked for.</summary>
    StockOuts = 1,

    /// <summary>The holidays of its market.</summary>
    Holidays = 2,

    /// <summary>Prices and promotions.</summary>
    Offers = 4,

    /// <summary>That single days far outside the usual, of which nothing else tells, do not come again.</summary>
    Outliers = 8,
}
