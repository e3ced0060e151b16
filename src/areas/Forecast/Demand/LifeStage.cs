namespace Kirana.Forecast.Demand;

/// <summary>Where in its life a series stands, by its own sales.</summary>
public enum LifeStage : byte
{
    /// <summary>Nothing was ever sold, steps have no calendar, or it was not noted.</summary>
    Unknown,

    /// <summary>First sold less than a quarter of a year ago.</summary>
    New,

    /// <summary>Sells above 1.25 times what it sold before.</summary>
    Growing,

    /// <summary>Sells about as before.</summary>
    Mature,

    /// <summary>Sells below 0.8 times what it sold before.</summary>
    Declining,

    /// <summary>Nothing was sold in the last quarter of a year.</summary>
    Ended,
}
