using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Learn.Linear;
using Kirana.Learn.Networks;

namespace Kirana.Learn.Clusters;

/// <summary>A mixture of normal distributions: soft clusters of any ellipsoid shape, and a density. Needs no target.</summary>
/// <remarks>
/// Dempster, Laird and Rubin, "Maximum likelihood from incomplete data via the EM algorithm", JRSS B 39 (1977): shares of components for each row by Bayes' rule, then weights, means and covariances of the rows by their shares, in turn. It begins at
/// the clusters of <see cref="KMeans"/> in features divided by their deviations. A row's weight multiplies its part; rows of weight 0 are left out. Defaults are scikit-learn's. Features are numbers without gaps. Cost: O(n·k·p²) a round, O(n·k·p) for diagonal
/// covariances. Immutable and thread-safe; the same bytes at any number of threads.
/// </remarks>
public sealed record GaussianMixture : IEstimator<GaussianMixtureModel>
{
    /// <summary>The number of components k, at least 1; 1 by default. The one of least <see cref="GaussianMixtureModel.Bic"/> is a good choice.</summary>
    public int Components { get; init; } = 1;

    /// <summary>The shape of a component; any by default.</summary>
    public MixtureCovariance Covariance { get; init; } = MixtureCovariance.Full;

    /// <summary>How often it begins anew, at least 1; 1 by default.</summary>
    public int Starts { get; init; } = 1;

    /// <summary>A start ends when the mean log-likelihood rises by no more, from 0 up and finite; 0.001 by default.</summary>
    public double Tolerance { get; init; } = 1e-3;

    /// <summary>The most rounds of a start, at least 1; 100 by default.</summary>
    public int MostRounds { get; init; } = 100;

    /// <summary>What is added to every variance, so that a component cannot shrink to a row, above 0 and finite; 10⁻⁶ by default.</summary>
    public double Floor { get; init; } = 1e-6;

    /// <inheritdoc/>
    /// <exception cref="DataException">Also <c>wrong-kind</c>: a feature is no number; <c>missing-value</c>: a feature is missing or infinite; <c>too-few-rows</c>: fewer rows than components.</exception>
    public GaussianMixtureModel Fit(TabularData data, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(context);
        Check();
        var x = DesignMatrix.Of(data);
        // Only the means are taken off, for the digits of the sums.
        var rows = new ClusterRows(x, new InputScale(x.Means, [.. Enumerable.Repeat(1.0, x.Features)]));
        if (rows.Count < Components)
            throw new DataException($"{rows.Count} rows cannot make {Components} components.") { Code = "too-few-rows", Hint = $"Ask for fewer {nameof(Components)}." };
        var scaled = new ClusterRows(x, InputScale.Of(x, standardises: true));
        MixtureRun? best = null;
        for (var start = 0; start < Starts; start++)
        {
            var clusters = new LloydRun(scaled, new KMeans { Clusters = Components }, context, start);
            clusters.Run();
            var run = new MixtureRun(rows, this, context, clusters.Nearest);
            run.Run();
            best = best is null || run.LogLikelihood > best.LogLikelihood ? run : best;
            context.Progress?.Report(new FitProgress("starts", start + 1, Starts));
        }

        return new GaussianMixtureModel(
            x.Columns, x.Means, Covariance, best!.Shares, best.Means, best.Covariances, best.LogLikelihood, rows.WeightSum, best.Rounds, best.HasSettled);
    }

    private void Check()
    {
        var faults = new List<string>();
        if (Components < 1)
            faults.Add($"{nameof(Components)} is {Components}; expected at least 1");
        if (!Enum.IsDefined(Covariance))
            faults.Add($"{nameof(Covariance)} is {Covariance}; expected a known one");
        if (Starts < 1)
            faults.Add($"{nameof(Starts)} is {Starts}; expected at least 1");
        if (MostRounds < 1)
            faults.Add($"{nameof(MostRounds)} is {MostRounds}; expected at least 1");
        if (Tolerance is not (>= 0 and < double.PositiveInfinity))
            faults.Add($"{nameof(Tolerance)} is {Tolerance}; expected a finite number from 0 up");
        if (Floor is not (> 0 and < double.PositiveInfinity))
            faults.Add($"{nameof(Floor)} is {Floor}; expected a finite number above 0");
        if (faults.Count > 0)
            throw new ArgumentException($"{nameof(GaussianMixture)} cannot be fitted: {string.Join("; ", faults)}.");
    }
}
