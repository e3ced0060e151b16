namespace Kirana.Forecast.Smoothing;

/// <summary>How a level moves on.</summary>
public enum TrendKind
{
    /// <summary>It stays.</summary>
    None,

    /// <summary>A slope is added in each step.</summary>
    Additive,

    /// <summary>A slope is added that shrinks by the factor φ in each step, so that the forecast levels off.</summary>
    Damped,
}
