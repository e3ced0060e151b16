using Kirana.Data;
using Kirana.Data.Fitting;

namespace Kirana.Forecast.Hierarchy;

/// <summary>A way to make the forecasts of a hierarchy's series add up; its properties are its options.</summary>
public interface IReconciler
{
    /// <summary>The name commands and reports use, such as <c>bottom-up</c>.</summary>
    string Name { get; }

    /// <summary>Learns from the past how to reconcile.</summary>
    /// <param name="hierarchy">Which series add up to which.</param>
    /// <param name="past">Observations and residuals, as far as the method needs them.</param>
    /// <param name="context">Threads and cancellation.</param>
    /// <exception cref="ArgumentException">An option is out of its range, a needed part of the past is not given or has not one row for
    /// each series, or the method needs another kind of hierarchy.</exception>
    /// <exception cref="DataException">The past cannot be used; names the series.</exception>
    Reconciliation Fit(SeriesHierarchy hierarchy, HierarchyPast past, FitContext context);
}
