namespace Kirana.Forecast.Covariates;

/// <summary>When a covariate is known.</summary>
public enum CovariateKind
{
    /// <summary>One value for all times: a store's size, an item's category as a number.</summary>
    Static,

    /// <summary>Known for the horizon when the forecast is made: prices and promotions that are planned, holidays.</summary>
    KnownAhead,

    /// <summary>Known only after the fact: weather, a competitor's price, visits.</summary>
    PastOnly,
}
