using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Learn;
using Kirana.Learn.Selection;
using Kirana.Pipelines.Learn.Plans;

namespace Kirana.Pipelines.Learn.Comparison;

/// <summary>Orders columns by what a boosting of some rows gained by them. Immutable and thread-safe.</summary>
/// <param name="Task">The task.</param>
internal sealed record ColumnRanking(LearnTask Task) : IFeatureSelector
{
    /// <summary>Of more columns those are looked at that a test of each by itself finds to say most.</summary>
    public const int MostBoosted = 2_000;

    /// <summary>The boosting: quick, and with half of the columns for each tree, so that columns that resemble each other all get their turn.</summary>
    public static PlannedSetting Setting { get; } = new("boosting", new SortedDictionary<string, string>(StringComparer.Ordinal) { ["bins"] = "63", ["feature-fraction"] = "0.5", ["leaves"] = "15", ["trees"] = "60" }, 0);

    /// <inheritdoc/>
    public FeatureSelection Select(TabularData data, FitContext context)
    {
        double[] gain = [];
        var learner = new TaskLearner(Setting.Make(), Task, fitted => gain = [.. fitted.Gain]);
        return new ImportanceSelection<ITableModel>(learner, (_, _) => gain).Select(data, context);
    }

    /// <summary>The selection that leaves out the least important columns, a third at a time, as long as cross-validation does not mind.</summary>
    public RecursiveElimination<ITableModel> Eliminating()
    {
        double[] gain = [];
        return new RecursiveElimination<ITableModel>(new TaskLearner(Setting.Make(), Task, fitted => gain = [.. fitted.Gain]), (_, _) => gain) { Step = EliminatedShare, Folds = WrapperFolds, Simplest = true };
    }

    /// <summary>The share of the columns left that elimination leaves out at once.</summary>
    public const double EliminatedShare = 0.3;

    /// <summary>The parts by which wrappers judge.</summary>
    public const int WrapperFolds = 3;
}
