namespace Kirana.Forecast.Smoothing;

/// <summary>How a season changes the level.</summary>
public enum SeasonKind
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>A number for each phase is added.</summary>
    Additive,

    /// <summary>The level is multiplied by a factor for each phase. Needs a series above zero.</summary>
    Multiplicative,
}
