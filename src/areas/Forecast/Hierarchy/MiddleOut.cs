using Kirana.Data.Fitting;

namespace Kirana.Forecast.Hierarchy;

/// <summary>Keeps the forecasts of one level: hands them down by shares, and adds them up.</summary>
public sealed record MiddleOut : IReconciler
{
    /// <summary>The level whose forecasts stay, one of <see cref="SeriesHierarchy.Levels"/>. A bottom series that has nothing at this level
    /// above it stays too.</summary>
    public required string Level { get; init; }

    /// <summary>The shares; <see cref="ProportionKind.ForecastProportions"/> by default.</summary>
    public ProportionKind Proportions { get; init; } = ProportionKind.ForecastProportions;

    /// <inheritdoc/>
    public string Name => "middle-out";

    /// <inheritdoc/>
    public Reconciliation Fit(SeriesHierarchy hierarchy, HierarchyPast past, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(hierarchy);
        ArgumentNullException.ThrowIfNull(past);
        if (!hierarchy.IsTree)
            throw new ArgumentException("Middle-out needs a tree; in this hierarchy a series is part of several sums.", nameof(hierarchy));
        var level = -1;
        for (var i = 0; i < hierarchy.Levels.Count; i++)
            level = string.Equals(hierarchy.Levels[i], Level, StringComparison.Ordinal) ? i : level;
        if (level < 0)
            throw new ArgumentException($"The hierarchy has no level '{Level}'; it has {string.Join(", ", hierarchy.Levels.Select(name => $"'{name}'"))}.", nameof(hierarchy));

        var anchors = new int[hierarchy.BottomCount];
        for (var i = 0; i < anchors.Length; i++)
        {
            anchors[i] = hierarchy.AggregateCount + i;
            for (var at = anchors[i]; ; at = hierarchy.ParentsOf(at)[0])
            {
                if (hierarchy.LevelOf(at) == level)
                    anchors[i] = at;
                if (hierarchy.ParentsOf(at).IsEmpty)
                    break;
            }
        }

        return ProportionReconciliation.Create(Name, hierarchy, anchors, Proportions, past);
    }
}
