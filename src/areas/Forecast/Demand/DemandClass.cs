namespace Kirana.Forecast.Demand;

/// <summary>How a series sells, by how often and how unevenly.</summary>
/// <remarks>Syntetos, Boylan and Croston, "On the categorization of demand patterns", Journal of the Operational Research Society 56 (2005):
/// the average interval between demands p against 1.32, the squared coefficient of variation of the demands' sizes v² against 0.49.</remarks>
public enum DemandClass : byte
{
    /// <summary>Often, about the same: p &lt; 1.32, v² &lt; 0.49.</summary>
    Smooth,

    /// <summary>Often, unevenly: p &lt; 1.32, v² ≥ 0.49.</summary>
    Erratic,

    /// <summary>Seldom, about the same: p ≥ 1.32, v² &lt; 0.49.</summary>
    Intermittent,

    /// <summary>Seldom, unevenly: p ≥ 1.32, v² ≥ 0.49.</summary>
    Lumpy,
}
