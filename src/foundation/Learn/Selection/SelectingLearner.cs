using Kirana.Data.Fitting;
using Kirana.Data.Tables;

namespace Kirana.Learn.Selection;

/// <summary>A learner that first selects features, each time it is fitted: in a cross-validation by the rows of the fold alone.</summary>
/// <remarks>A selection from all rows lets the held-out targets into the fit, and scores look better than they are (Ambroise and McLachlan,
/// "Selection bias in gene extraction", PNAS 2002). The model knows its columns by name, so it predicts tables with all of them.</remarks>
/// <typeparam name="TModel">The fitted model.</typeparam>
/// <param name="Selection">Selects the features.</param>
/// <param name="Learner">Learns from those selected.</param>
public sealed record SelectingLearner<TModel>(IFeatureSelector Selection, IEstimator<TModel> Learner) : IEstimator<TModel>
{
    /// <inheritdoc/>
    /// <remarks>Also <c>no-features</c>: no feature is relevant.</remarks>
    public TModel Fit(TabularData data, FitContext context)
    {
        var found = Selection.Select(data, context);
        return Learner.Fit(found.Apply(data), context with { Validation = context.Validation is { } rows ? FeatureSelection.Keep(rows, found.Relevant) : null });
    }
}
