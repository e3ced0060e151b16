using Kirana.Data.Fitting;
using Kirana.Data.Tables;

namespace Kirana.Learn.Preparation;

/// <summary>A learner that first learns how to prepare its table, each time it is fitted: in a cross-validation by the rows of the fold alone.</summary>
/// <remarks>Validation rows of the context are prepared by what the training rows taught. Immutable and thread-safe.</remarks>
/// <typeparam name="TModel">The model of prepared features.</typeparam>
/// <param name="Preparation">The steps.</param>
/// <param name="Learner">Learns from prepared features; it may select some of them first.</param>
public sealed record PreparingLearner<TModel>(TablePreparation Preparation, IEstimator<TModel> Learner) : IEstimator<PreparedModel<TModel>>
    where TModel : class, ITableModel
{
    /// <inheritdoc/>
    /// <returns>A <see cref="PreparedRegressor{TModel}"/>, <see cref="PreparedRanker{TModel}"/>, <see cref="PreparedBinaryClassifier{TModel}"/> or
    /// <see cref="PreparedMulticlassClassifier{TModel}"/>, by the target and what the inner model can do.</returns>
    public PreparedModel<TModel> Fit(TabularData data, FitContext context)
    {
        var (fitted, training) = Preparation.FitTraining(data, context);
        var model = Learner.Fit(training, context with { Validation = context.Validation is { } rows ? fitted.Apply(rows) : null });
        // A learner that selects features has a model of some of the columns.
        return PreparedModel<TModel>.Of(fitted.Choose([.. model.Schema.Columns.Select(column => column.Name)]), model);
    }
}
