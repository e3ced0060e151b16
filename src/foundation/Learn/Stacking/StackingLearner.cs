using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Learn.Validation;

namespace Kirana.Learn.Stacking;

/// <summary>Lets several learners predict as one, each with a weight that its out-of-fold predictions have earned.</summary>
/// <remarks>
/// Wolpert, "Stacked generalization", Neural Networks 5 (1992): the combiner is fitted to predictions of rows that the members' models had not seen, and the members
/// then to all rows. Numbers are combined by non-negative least squares (Breiman, "Stacked regressions", Machine Learning 24, 1996); two classes by logistic
/// regression on log-odds, drawn towards equal weights; more by weights that are shared by all classes and add up to 1. Where folds go by time, the rows
/// of the first span count for no weight. Cost: folds + 1 fits of each member. Immutable and thread-safe.
/// </remarks>
public sealed record StackingLearner : IEstimator<StackedModel>
{
    /// <summary>The members, at least one.</summary>
    public required IReadOnlyList<IEstimator<ITableModel>> Members { get; init; }

    /// <summary>The folds of the out-of-fold predictions, and the rows for early stopping; five by default. Of several repeats the mean prediction is taken.</summary>
    public CrossValidation Validation { get; init; } = new();

    /// <summary>How predictions are combined; by default as the target needs it.</summary>
    public StackCombiner Combiner { get; init; }

    /// <summary>What it costs the loss of all rows if the weights of a logistic combination differ from equal ones: half of this times the squared difference; above 0, 1 by default.</summary>
    public double Penalty { get; init; } = 1;

    /// <inheritdoc/>
    public StackedModel Fit(TabularData data, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(context);
        StackRules.Check(nameof(StackingLearner), Members, Penalty);
        StackRules.Check(data);
        var (held, models) = (new CrossValidated[Members.Count], new ITableModel[Members.Count]);
        using var bins = new SharedBins();
        for (var m = 0; m < held.Length; m++)
        {
            held[m] = Validation.Run(Members[m], data, context with { Progress = null }, bins);
            models[m] = Validation.FitAll(Members[m], data, context with { Progress = null });
            context.Progress?.Report(new FitProgress("members", m + 1, held.Length));
        }

        return StackedValidation.Of(held, Combiner, Penalty).ModelOf(data, models);
    }
}
