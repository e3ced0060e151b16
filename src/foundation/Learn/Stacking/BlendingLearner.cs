using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Learn.Resampling;
using Kirana.Learn.Validation;

namespace Kirana.Learn.Stacking;

/// <summary>Stacks with one held-out part in place of folds: the members are fitted to the rest, and the combiner to their predictions of the part.</summary>
/// <remarks>Töscher and Jahrer, "The BigChaos solution to the Netflix prize", 2009. One fit of each member instead of six, and fewer rows for both; with many rows, or a
/// member that takes hours, a fair exchange. Immutable and thread-safe.</remarks>
public sealed record BlendingLearner : IEstimator<StackedModel>
{
    /// <summary>The members, at least one.</summary>
    public required IReadOnlyList<IEstimator<ITableModel>> Members { get; init; }

    /// <summary>The share of the rows that is held out for the combiner, between 0 and 1; 0.2 by default.</summary>
    public double HeldShare { get; init; } = 0.2;

    /// <summary>How the part is chosen; by default the latest rows, whole groups, or each class by itself, as the table needs it.</summary>
    public FoldKind Kind { get; init; }

    /// <summary>Whether the members are fitted again to all rows, at the cost of a second fit; by default they are not.</summary>
    public bool Refits { get; init; }

    /// <summary>How predictions are combined; by default as the target needs it.</summary>
    public StackCombiner Combiner { get; init; }

    /// <summary>See <see cref="StackingLearner.Penalty"/>; 1 by default.</summary>
    public double Penalty { get; init; } = 1;

    /// <inheritdoc/>
    /// <exception cref="DataException">Also <c>too-few-rows</c>: no part can be held out.</exception>
    public StackedModel Fit(TabularData data, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(context);
        StackRules.Check(nameof(BlendingLearner), Members, Penalty, HeldShare is > 0 and < 1 ? [] : [$"{nameof(HeldShare)} is {HeldShare}; expected a number between 0 and 1"]);
        var targets = StackRules.Check(data);
        var (others, part) = RowShare.Part(data, [.. Enumerable.Range(0, data.RowCount)], HeldShare, Kind, context.Seed);
        var (held, models) = (new RowPredictions[Members.Count], new ITableModel[Members.Count]);
        for (var m = 0; m < held.Length; m++)
        {
            models[m] = Members[m].Fit(data.Take(others), context with { Progress = null });
            held[m] = RowPredictions.Of(models[m], data, part, targets, []);
            if (Refits)
                models[m] = Members[m].Fit(data, context with { Progress = null });
            context.Progress?.Report(new FitProgress("members", m + 1, held.Length));
        }

        return StackRules.ModelOf(data, targets, models, CombinationFit.Of(held, Combiner, Penalty));
    }
}
