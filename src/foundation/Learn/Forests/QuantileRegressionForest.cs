using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Learn.Binning;

namespace Kirana.Learn.Forests;

/// <summary>A forest that predicts quantiles: it keeps the targets in its leaves, not only their mean.</summary>
/// <remarks>Meinshausen, "Quantile regression forests", JMLR 2006. Immutable and thread-safe.</remarks>
public sealed record QuantileRegressionForest : IEstimator<QuantileForest>
{
    /// <summary>How the forest is grown; a random forest with every default by default.</summary>
    public ForestLearner Forest { get; init; } = new RandomForest();

    /// <inheritdoc/>
    public QuantileForest Fit(TabularData data, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(context);
        var targets = Targets.Of(data);
        if (targets.Labels.Length > 0)
            throw new ArgumentException("A quantile forest needs a target of numbers; this one holds categories.", nameof(data));
        return Fit(LabelledRows.Of(data, TableSource.Of(data), targets.Values), context);
    }

    internal QuantileForest Fit(LabelledRows rows, FitContext context) => new ForestRun(Forest, rows, [], context).FitQuantiles();
}
