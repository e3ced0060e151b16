using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Learn.Linear;
using Kirana.Learn.Networks;

namespace Kirana.Learn.Neighbors;

/// <summary>What happened to the rows most like this one: the mean, or the shares of classes, of the nearest.</summary>
/// <remarks>
/// Fix and Hodges (1951); Cover and Hart, "Nearest neighbor pattern classification", IEEE Transactions on Information Theory 13 (1967). It learns a number or classes by the target's kind.
/// The search is exact: all rows in blocks that stay in the caches, or a k-d tree where there are up to 6 features and 500·2ᵖ rows or more; of equally near rows the first ones count. Weights of rows
/// multiply what they count, and rows of weight 0 are left out; where there are fewer rows than neighbours, all count. Defaults are scikit-learn's, but features are standardised, since
/// otherwise units decide. Features are numbers without gaps. Cost: O(n·p) a prediction. Immutable and thread-safe.
/// </remarks>
public sealed record NearestNeighbors : IEstimator<NearestNeighborModel>
{
    /// <summary>How many of the nearest rows count, at least 1; 5 by default.</summary>
    public int Neighbors { get; init; } = 5;

    /// <summary>How much each counts; all the same by default.</summary>
    public NeighborWeighting Weighting { get; init; }

    /// <summary>How far rows lie apart; <see cref="NeighborMetric.Euclidean"/> by default.</summary>
    public NeighborMetric Metric { get; init; }

    /// <summary>Whether features are divided by their deviation inside the model; by default they are.</summary>
    public bool Standardises { get; init; } = true;

    /// <inheritdoc/>
    /// <exception cref="DataException">Also <c>wrong-kind</c>: a feature is no number; <c>missing-value</c>: a feature is missing or infinite; <c>one-class</c>.</exception>
    public NearestNeighborModel Fit(TabularData data, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(context);
        Check();
        context.Cancellation.ThrowIfCancellationRequested();
        var targets = Targets.Of(data);
        if (targets.Labels.Length == 1)
            throw new DataException($"The target is always '{targets.Labels[0]}'; expected two classes or more.") { Code = "one-class", Column = data.Target?.Name };
        if (targets.Labels.Length == 0)
            NetworkRows.CheckNumbers(targets.Values, data.Target?.Name);
        var x = DesignMatrix.Of(data);
        var scale = InputScale.Of(x, Standardises);
        var all = new NetworkRows(scale.Rows(x), targets.Values, Array.ConvertAll(x.Weights, weight => (float)(weight / x.WeightSum * x.Rows)));
        var rows = all.Take([.. Enumerable.Range(0, all.Count).Where(row => all.Weight(row) > 0)]);
        return new NearestNeighborModel(x.Columns, targets.Labels, scale, new NeighborRows(rows.Features, x.Features, Metric), rows.Targets, rows.Weights, Math.Min(Neighbors, rows.Count), Weighting, Metric);
    }

    private void Check()
    {
        var faults = new List<string>();
        if (Neighbors < 1)
            faults.Add($"{nameof(Neighbors)} is {Neighbors}; expected at least 1");
        if (!Enum.IsDefined(Weighting))
            faults.Add($"{nameof(Weighting)} is {Weighting}; expected a known one");
        if (!Enum.IsDefined(Metric))
            faults.Add($"{nameof(Metric)} is {Metric}; expected a known one");
        if (faults.Count > 0)
            throw new ArgumentException($"{nameof(NearestNeighbors)} cannot be fitted: {string.Join("; ", faults)}.");
    }
}
