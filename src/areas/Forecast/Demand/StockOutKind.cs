namespace Kirana.Forecast.Demand;

/// <summary>What sales of a step in which stock ran out tell of its demand.</summary>
public enum StockOutKind
{
    /// <summary>Stock was a limit that had nothing to do with the step's demand: D ≥ sales. Stock runs out rather on steps of high demand.</summary>
    Limit,

    /// <summary>Stock ended, or had not come yet, at a moment that had nothing to do with demand, after a share of the step that is not known and as
    /// likely any as any other.</summary>
    UnknownPart,
}
