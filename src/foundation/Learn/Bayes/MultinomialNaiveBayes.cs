using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Numerics.Kernels;

namespace Kirana.Learn.Bayes;

/// <summary>Naive Bayes of counts: of the things in a row each is of one of p kinds, and a class has its share of each.</summary>
/// <remarks>
/// McCallum and Nigam, "A comparison of event models for naive Bayes text classification", 1998: ln p(k | x) = ln πₖ + Σⱼ xⱼ ln θₖⱼ + const, with θₖⱼ = (Nₖⱼ + α)/(Nₖ + αp). What is missing counts as 0. Defaults are
/// scikit-learn's. Cost: O(n·p). Immutable and thread-safe.
/// </remarks>
public sealed record MultinomialNaiveBayes : IEstimator<NaiveBayesModel>
{
    /// <summary>α, what every count begins at, above 0 and finite; 1 by default.</summary>
    public double Smoothing { get; init; } = 1;

    /// <summary>Whether classes are as likely beforehand as they are frequent; by default they are, else equally likely.</summary>
    public bool FitsPriors { get; init; } = true;

    /// <inheritdoc/>
    /// <exception cref="DataException">Also <c>wrong-kind</c>: a feature is no number or the target no category; <c>infinite-value</c>; <c>negative-value</c>; <c>one-class</c>.</exception>
    public NaiveBayesModel Fit(TabularData data, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(context);
        if (Smoothing is not (> 0 and < double.PositiveInfinity))
            throw new ArgumentException($"{nameof(MultinomialNaiveBayes)} cannot be fitted: {nameof(Smoothing)} is {Smoothing}; expected a finite number above 0.");
        context.Cancellation.ThrowIfCancellationRequested();
        var rows = BayesRows.Of(data, ofCategories: false);
        var (priors, features) = (rows.LogPriors(FitsPriors), rows.Features);
        for (var i = 0; i < rows.Values.Length; i++)
            if (rows.Values[i] < 0)
                throw new DataException($"The feature '{rows.Columns[i % features].Name}' of row {i / features + 1} is {rows.Values[i]}; expected a count from 0 up.")
                {
                    Code = "negative-value", Row = i / features + 1, Column = rows.Columns[i % features].Name, Hint = "Use GaussianNaiveBayes for numbers that are no counts.",
                };
        var (logs, _) = rows.Sums((_, _, value) => value);
        for (var k = 0; k < priors.Length; k++)
        {
            var own = logs.AsSpan(k * features, features);
            var all = Sum.Of(own) + Smoothing * features;
            foreach (ref var value in own)
                value = Elementary.Log((value + Smoothing) / all);
        }

        return new NaiveBayesModel(BayesFamily.Multinomial, rows.Columns, rows.Labels, priors, logs, [], 0);
    }
}
