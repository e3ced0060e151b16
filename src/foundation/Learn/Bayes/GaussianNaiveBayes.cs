using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;

namespace Kirana.Learn.Bayes;

/// <summary>Naive Bayes of numbers: within a class each feature is normal, and features do not know of each other.</summary>
/// <remarks>
/// Duda, Hart and Stork, "Pattern classification", 2nd ed. 2001, section 2.6, with a diagonal covariance of each class: ln p(k | x) = ln πₖ − ½Σⱼ(ln 2πσ²ₖⱼ + (xⱼ − μₖⱼ)²/σ²ₖⱼ) + const.
/// What is missing says nothing, in the fit as in a prediction; where a class has no value of a feature, it takes the mean and variance of all. Defaults are scikit-learn's. Cost: O(n·p). Immutable and thread-safe.
/// </remarks>
public sealed record GaussianNaiveBayes : IEstimator<NaiveBayesModel>
{
    /// <summary>What is added to every variance, as a share of the greatest variance of a feature, above 0 and finite; 10⁻⁹ by default.</summary>
    public double Smoothing { get; init; } = 1e-9;

    /// <summary>Whether classes are as likely beforehand as they are frequent; by default they are, else equally likely.</summary>
    public bool FitsPriors { get; init; } = true;

    /// <inheritdoc/>
    /// <exception cref="DataException">Also <c>wrong-kind</c>: a feature is no number or the target no category; <c>infinite-value</c>; <c>one-class</c>.</exception>
    public NaiveBayesModel Fit(TabularData data, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(context);
        if (Smoothing is not (> 0 and < double.PositiveInfinity))
            throw new ArgumentException($"{nameof(GaussianNaiveBayes)} cannot be fitted: {nameof(Smoothing)} is {Smoothing}; expected a finite number above 0.");
        context.Cancellation.ThrowIfCancellationRequested();
        var rows = BayesRows.Of(data, ofCategories: false);
        var priors = rows.LogPriors(FitsPriors);
        var (means, variances) = Moments(rows);
        return new NaiveBayesModel(BayesFamily.Gaussian, rows.Columns, rows.Labels, priors, means, variances, 0);
    }

    private (double[] Means, double[] Variances) Moments(BayesRows rows)
    {
        var features = rows.Features;
        var (means, weights) = rows.Sums((_, _, value) => value);
        var (allMeans, allWeights) = (rows.Together(means), rows.Together(weights));
        for (var f = 0; f < features; f++)
            allMeans[f] = allWeights[f] > 0 ? allMeans[f] / allWeights[f] : 0;
        for (var i = 0; i < means.Length; i++)
            means[i] = weights[i] > 0 ? means[i] / weights[i] : allMeans[i % features];
        var (variances, _) = rows.Sums((k, f, value) => (value - means[k * features + f]) * (value - means[k * features + f]));
        var allVariances = rows.Together(rows.Sums((_, f, value) => (value - allMeans[f]) * (value - allMeans[f])).Sums);
        for (var f = 0; f < features; f++)
            allVariances[f] = allWeights[f] > 0 ? allVariances[f] / allWeights[f] : 0;
        // Where nothing varies any width will do.
        var added = Smoothing * (allVariances.Max() is > 0 and var greatest ? greatest : 1);
        for (var i = 0; i < variances.Length; i++)
            variances[i] = (weights[i] > 0 ? variances[i] / weights[i] : allVariances[i % features]) + added;
        return (means, variances);
    }
}
