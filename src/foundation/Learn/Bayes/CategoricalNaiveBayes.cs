using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Numerics.Kernels;

namespace Kirana.Learn.Bayes;

/// <summary>Naive Bayes of categories: a class has its share of each level of each feature.</summary>
/// <remarks>
/// ln p(k | x) = ln πₖ + Σⱼ ln θₖⱼ(xⱼ) + const, with θₖⱼ(v) = (Nₖⱼ(v) + α)/(Nₖⱼ + α·levels of j). What is missing, or a level that the fit did not see, says nothing. Defaults are scikit-learn's. Cost: O(n·p) and O(classes ·
/// levels) memory. Immutable and thread-safe.
/// </remarks>
public sealed record CategoricalNaiveBayes : IEstimator<NaiveBayesModel>
{
    /// <summary>α, what every count begins at, above 0 and finite; 1 by default.</summary>
    public double Smoothing { get; init; } = 1;

    /// <summary>Whether classes are as likely beforehand as they are frequent; by default they are, else equally likely.</summary>
    public bool FitsPriors { get; init; } = true;

    /// <inheritdoc/>
    /// <exception cref="DataException">Also <c>wrong-kind</c>: a feature or the target is no category; <c>one-class</c>.</exception>
    public NaiveBayesModel Fit(TabularData data, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(context);
        if (Smoothing is not (> 0 and < double.PositiveInfinity))
            throw new ArgumentException($"{nameof(CategoricalNaiveBayes)} cannot be fitted: {nameof(Smoothing)} is {Smoothing}; expected a finite number above 0.");
        context.Cancellation.ThrowIfCancellationRequested();
        var rows = BayesRows.Of(data, ofCategories: true);
        var priors = rows.LogPriors(FitsPriors);
        var starts = NaiveBayesModel.Starts(rows.Columns, priors.Length);
        var logs = new double[starts[^1]];
        for (var row = 0; row < rows.Classes.Length; row++)
            for (var f = 0; f < rows.Features; f++)
                if (rows.Values[row * rows.Features + f] is var code && !float.IsNaN(code))
                    logs[starts[f] + rows.Classes[row] * rows.Columns[f].Levels.Length + (int)code] += rows.Weights[row];
        for (var f = 0; f < rows.Features; f++)
            for (var k = 0; k < priors.Length; k++)
            {
                var own = logs.AsSpan(starts[f] + k * rows.Columns[f].Levels.Length, rows.Columns[f].Levels.Length);
                var all = Sum.Of(own) + Smoothing * own.Length;
                foreach (ref var value in own)
                    value = Elementary.Log((value + Smoothing) / all);
            }

        return new NaiveBayesModel(BayesFamily.Categorical, rows.Columns, rows.Labels, priors, logs, [], 0);
    }
}
