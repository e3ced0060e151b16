using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Learn;
using Kirana.Pipelines.Learn.Learners;

namespace Kirana.Pipelines.Learn.Comparison;

/// <summary>A learner with its options as one of Learn's, which fits a task.</summary>
/// <param name="Learner">The learner.</param>
/// <param name="Task">The task.</param>
/// <param name="Fitted">Told of each model.</param>
internal sealed record TaskLearner(TableLearner Learner, LearnTask Task, Action<FittedModel> Fitted) : IEstimator<ITableModel>
{
    /// <inheritdoc/>
    public ITableModel Fit(TabularData data, FitContext context)
    {
        var fitted = Learner.Fit(Task, data, context);
        Fitted(fitted);
        return fitted.Model;
    }
}
