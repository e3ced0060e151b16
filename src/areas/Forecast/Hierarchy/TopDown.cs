using Kirana.Data.Fitting;

namespace Kirana.Forecast.Hierarchy;

/// <summary>Hands the forecast of the top down by shares.</summary>
/// <remarks>Gross and Sohl, "Disaggregation methods to expedite product line forecasting", Journal of Forecasting 9 (1990); Athanasopoulos,
/// Ahmed and Hyndman, "Hierarchical forecasts for Australian domestic tourism", International Journal of Forecasting 25 (2009).</remarks>
public sealed record TopDown : IReconciler
{
    /// <summary>The shares; <see cref="ProportionKind.ForecastProportions"/> by default.</summary>
    public ProportionKind Proportions { get; init; } = ProportionKind.ForecastProportions;

    /// <inheritdoc/>
    public string Name => "top-down";

    /// <inheritdoc/>
    /// <remarks>Each tree has its own top; crossed groups need a total, and shares of the past.</remarks>
    public Reconciliation Fit(SeriesHierarchy hierarchy, HierarchyPast past, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(hierarchy);
        ArgumentNullException.ThrowIfNull(past);
        return ProportionReconciliation.Create(Name, hierarchy, Anchors(hierarchy), Proportions, past);
    }

    private static int[] Anchors(SeriesHierarchy hierarchy)
    {
        var anchors = new int[hierarchy.BottomCount];
        if (!hierarchy.IsTree)
        {
            var total = Enumerable.Range(0, hierarchy.AggregateCount).FirstOrDefault(i => hierarchy.LeavesOf(i) == hierarchy.BottomCount, -1);
            if (total < 0)
                throw new ArgumentException("Top-down needs one series that is the sum of all; the hierarchy has none. Add the level of the total.", nameof(hierarchy));
            Array.Fill(anchors, total);
            return anchors;
        }

        for (var i = 0; i < anchors.Length; i++)
            for (anchors[i] = hierarchy.AggregateCount + i; !hierarchy.ParentsOf(anchors[i]).IsEmpty;)
                anchors[i] = hierarchy.ParentsOf(anchors[i])[0];
        return anchors;
    }
}
