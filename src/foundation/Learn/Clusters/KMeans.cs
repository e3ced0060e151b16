using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Learn.Linear;
using Kirana.Learn.Networks;

namespace Kirana.Learn.Clusters;

/// <summary>K-means: k centres such that rows lie near their nearest one. Needs no target.</summary>
/// <remarks>
/// Lloyd, "Least squares quantization in PCM", IEEE Transactions on Information Theory 28 (1982): min Σ wᵢ‖xᵢ − c(i)‖², rows to their nearest centre and centres to the mean of their rows in turn. Each start is
/// drawn by k-means++ (Arthur and Vassilvitskii, SODA 2007) with the best of 2 + ln k candidates for each centre; of several starts the best result counts. Defaults are scikit-learn's, but features are
/// standardised, since otherwise units decide. Features are numbers without gaps; rows of weight 0 are left out. Cost: O(n·k·p) a round. Immutable and thread-safe; the same bytes at any number of threads.
/// </remarks>
public sealed record KMeans : IEstimator<KMeansModel>
{
    /// <summary>k, at least 1; 8 by default.</summary>
    public int Clusters { get; init; } = 8;

    /// <summary>How often it begins anew, at least 1; 10 by default.</summary>
    public int Starts { get; init; } = 10;

    /// <summary>The most rounds of a start, at least 1; 300 by default.</summary>
    public int MostRounds { get; init; } = 300;

    /// <summary>A start ends when the squared moves of all centres add up to no more than this share of the mean variance of the features, from 0 up and finite; 10⁻⁴ by default.</summary>
    public double Tolerance { get; init; } = 1e-4;

    /// <summary>Whether features are divided by their deviation inside the model; by default they are.</summary>
    public bool Standardises { get; init; } = true;

    /// <inheritdoc/>
    /// <exception cref="DataException">Also <c>wrong-kind</c>: a feature is no number; <c>missing-value</c>: a feature is missing or infinite; <c>too-few-rows</c>: fewer rows than clusters.</exception>
    public KMeansModel Fit(TabularData data, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(context);
        Check();
        var x = DesignMatrix.Of(data);
        var scale = InputScale.Of(x, Standardises);
        // Without standardising, too, the means are taken off: that keeps the digits of distances.
        if (!Standardises)
            scale = scale with { Means = x.Means };
        var rows = new ClusterRows(x, scale);
        if (rows.Count < Clusters)
            throw new DataException($"{rows.Count} rows cannot make {Clusters} clusters.") { Code = "too-few-rows", Hint = $"Ask for fewer {nameof(Clusters)}." };
        LloydRun? best = null;
        for (var start = 0; start < Starts; start++)
        {
            var run = new LloydRun(rows, this, context, start);
            run.Run();
            best = best is null || run.Inertia < best.Inertia ? run : best;
            context.Progress?.Report(new FitProgress("starts", start + 1, Starts));
        }

        return new KMeansModel(x.Columns, scale, best!.Centers, best.Sizes, best.Inertia, best.Rounds);
    }

    private void Check()
    {
        var faults = new List<string>();
        if (Clusters < 1)
            faults.Add($"{nameof(Clusters)} is {Clusters}; expected at least 1");
        if (Starts < 1)
            faults.Add($"{nameof(Starts)} is {Starts}; expected at least 1");
        if (MostRounds < 1)
            faults.Add($"{nameof(MostRounds)} is {MostRounds}; expected at least 1");
        if (Tolerance is not (>= 0 and < double.PositiveInfinity))
            faults.Add($"{nameof(Tolerance)} is {Tolerance}; expected a finite number from 0 up");
        if (faults.Count > 0)
            throw new ArgumentException($"{nameof(KMeans)} cannot be fitted: {string.Join("; ", faults)}.");
    }
}
