using Kirana.Data.Fitting;

namespace Kirana.Forecast.Hierarchy;

/// <summary>Adds the bottom forecasts up and leaves those of the aggregates aside.</summary>
public sealed record BottomUp : IReconciler
{
    /// <summary>Whether bottom forecasts below zero become zero; not by default.</summary>
    public bool NonNegative { get; init; }

    /// <inheritdoc/>
    public string Name => "bottom-up";

    /// <inheritdoc/>
    public Reconciliation Fit(SeriesHierarchy hierarchy, HierarchyPast past, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(hierarchy);
        return new BottomUpReconciliation(Name, hierarchy, NonNegative);
    }
}
