using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Learn;
using Kirana.Learn.Selection;
using Kirana.Pipelines.Learn.Learners;
using Kirana.Pipelines.Learn.Plans;

namespace Kirana.Pipelines.Learn.Comparison;

/// <summary>Chooses the columns that settings learn from. Thread-safe.</summary>
/// <remarks>Of more than 2,000 columns it looks at those that say most of the target each by itself, by the test that suits its kind. Columns are chosen anew by the training rows of every fold: a choice by
/// all rows would let held-out rows into the fit. All learners of a comparison choose by the same selections, so that one of the same rows is made once.</remarks>
/// <param name="task">The task.</param>
internal sealed class ColumnChooser(LearnTask task)
{
    /// <summary>The most columns that are added one by one.</summary>
    public const int MostAdded = 20;

    private readonly ConcurrentDictionary<string, Lazy<FeatureSelection>> _known = new(StringComparer.Ordinal);

    /// <summary>The rows with the columns alone that a setting learns from; with all where none stands out.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="setting">The setting.</param>
    /// <param name="context">Seed, threads and cancellation.</param>
    public TabularData Take(TabularData data, PlannedSetting setting, FitContext context)
    {
        var isByTrees = setting.Choice == ColumnChoice.Trees;
        if (!setting.Chooses || (isByTrees && setting.Columns >= data.Features.Count))
            return data;
        var found = Select(data, setting, context);
        if (found.Relevant.Count > 0)
            return found.Apply(data);
        // A limit is kept all the same: most learners would not end with all of very many columns.
        return setting.Columns > 0 && !isByTrees ? Take(data, setting with { Choice = ColumnChoice.Trees }, context) : data;
    }

    /// <summary>What a setting makes of the columns.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="setting">A setting that chooses.</param>
    /// <param name="context">Seed, threads and cancellation.</param>
    public FeatureSelection Select(TabularData data, PlannedSetting setting, FitContext context)
    {
        // The number is part of these selections; of the others it cuts the result.
        var columns = setting.Choice is ColumnChoice.Filters or ColumnChoice.Forward ? setting.Columns : 0;
        var found = _known.GetOrAdd($"{setting.Choice} {columns} {KeyOf(data)}", _ => new Lazy<FeatureSelection>(() => Chosen(data, setting.Choice, columns, context with { Validation = null, Progress = null }))).Value;
        return setting.Columns > 0 ? found.Strongest(setting.Columns) : found;
    }

    private FeatureSelection Chosen(TabularData data, ColumnChoice choice, int columns, FitContext context)
    {
        if (choice == ColumnChoice.Filters || data.Features.Count <= ColumnRanking.MostBoosted)
            return Selector(choice, data, columns).Select(data, context);
        var told = new FilterSelection { Most = ColumnRanking.MostBoosted }.Select(data, context);
        if (told.Relevant.Count == 0)
            return told;
        var found = Chosen(told.Apply(data), choice, columns, context);
        // Trees of few rows may find nothing to part; then the columns' own tests are their order.
        return found.Relevant.Count == 0 && choice == ColumnChoice.Trees ? told : found;
    }

    private IFeatureSelector Selector(ColumnChoice choice, TabularData data, int columns)
    {
        return choice switch
        {
            ColumnChoice.Filters => new FilterSelection { Most = columns > 0 ? columns : null },
            ColumnChoice.Sparse => new PreparingSelection(NumericPreparation.Of(data, scales: false), Sparse(data)),
            ColumnChoice.Shadows => new ShadowSelection(),
            ColumnChoice.Stability => new PreparingSelection(NumericPreparation.Of(data, scales: false), new StabilitySelection()),
            ColumnChoice.Elimination => new ColumnRanking(task).Eliminating(),
            ColumnChoice.Forward => Steps(StepDirection.Forward) with { Most = columns > 0 ? Math.Min(columns, MostAdded) : null },
            ColumnChoice.Backward => Steps(StepDirection.Backward),
            _ => new ColumnRanking(task),
        };
    }

    private IFeatureSelector Sparse(TabularData data) => task == LearnTask.Regression
        ? EmbeddedSelection.Lasso()
        // Half of the price at which nothing enters where no column says anything: √(2 ln p / n) deviations of a class, which are at most ½.
        : EmbeddedSelection.Logistic(0.25 * Math.Sqrt(2 * Math.Log(data.Features.Count + 1) / data.RowCount), data.RowCount);

    private StepwiseSelection<ITableModel> Steps(StepDirection direction) =>
        new(new TaskLearner(WorkCosts.Stepper(task).Make(), task, _ => { })) { Direction = direction, Folds = ColumnRanking.WrapperFolds };

    /// <summary>What the rows hold: each learner has a table of its own of the same fold.</summary>
    private static string KeyOf(TabularData data)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var column in data.Table.Columns)
        {
            hash.AppendData(MemoryMarshal.AsBytes(column.Name.AsSpan()));
            switch (column)
            {
                case NumberColumn numbers:
                    hash.AppendData(MemoryMarshal.AsBytes(numbers.Singles));
                    hash.AppendData(MemoryMarshal.AsBytes(numbers.Doubles));
                    break;
                case CategoryColumn categories:
                    hash.AppendData(MemoryMarshal.AsBytes(categories.Codes));
                    break;
            }
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
