using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Numerics.Kernels;

namespace Kirana.Learn.Bayes;

/// <summary>Naive Bayes of things that are there or not: a feature counts as yes above a threshold, and its absence says something too.</summary>
/// <remarks>
/// McCallum and Nigam, 1998: ln p(k | x) = ln πₖ + Σⱼ (ln θₖⱼ where yes, ln(1 − θₖⱼ) where no) + const, with θₖⱼ = (Nₖⱼ + α)/(Nₖ + 2α), Nₖ being the rows where the feature is known. What is missing says nothing. Defaults are
/// scikit-learn's. Cost: O(n·p). Immutable and thread-safe.
/// </remarks>
public sealed record BernoulliNaiveBayes : IEstimator<NaiveBayesModel>
{
    /// <summary>α, what both counts begin at, above 0 and finite; 1 by default.</summary>
    public double Smoothing { get; init; } = 1;

    /// <summary>A value above it counts as yes, finite; 0 by default.</summary>
    public double Threshold { get; init; }

    /// <summary>Whether classes are as likely beforehand as they are frequent; by default they are, else equally likely.</summary>
    public bool FitsPriors { get; init; } = true;

    /// <inheritdoc/>
    /// <exception cref="DataException">Also <c>wrong-kind</c>: a feature is no number or the target no category; <c>infinite-value</c>; <c>one-class</c>.</exception>
    public NaiveBayesModel Fit(TabularData data, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(context);
        var faults = new List<string>();
        if (Smoothing is not (> 0 and < double.PositiveInfinity))
            faults.Add($"{nameof(Smoothing)} is {Smoothing}; expected a finite number above 0");
        if (!double.IsFinite(Threshold))
            faults.Add($"{nameof(Threshold)} is {Threshold}; expected a finite number");
        if (faults.Count > 0)
            throw new ArgumentException($"{nameof(BernoulliNaiveBayes)} cannot be fitted: {string.Join("; ", faults)}.");
        context.Cancellation.ThrowIfCancellationRequested();
        var rows = BayesRows.Of(data, ofCategories: false);
        var priors = rows.LogPriors(FitsPriors);
        var (yes, all) = rows.Sums((_, _, value) => value > Threshold ? 1 : 0);
        var no = new double[yes.Length];
        for (var i = 0; i < yes.Length; i++)
        {
            var sum = all[i] + 2 * Smoothing;
            (yes[i], no[i]) = (Elementary.Log((yes[i] + Smoothing) / sum), Elementary.Log((all[i] - yes[i] + Smoothing) / sum));
        }

        return new NaiveBayesModel(BayesFamily.Bernoulli, rows.Columns, rows.Labels, priors, yes, no, Threshold);
    }
}
