using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Learn;
using Kirana.Learn.Selection;
using Kirana.Pipelines.Learn.Plans;

namespace Kirana.Pipelines.Learn.Comparison;

/// <summary>Orders columns by what a boosting of some rows gained by them, and takes the first. Thread-safe.</summary>
/// <remarks>Of more than 2,000 columns it looks at those that say most of the target each by itself, by the test that suits its kind. It is made anew of the training rows of every fold: a choice of columns by all rows would let held-out rows into the fit. All learners of a
/// comparison choose by the same order, so that one of the same rows is made once.</remarks>
/// <param name="task">The task.</param>
internal sealed class ColumnRanking(LearnTask task) : IFeatureSelector
{
    /// <summary>Of more columns those are boosted that a test of each by itself finds to say most.</summary>
    public const int MostBoosted = 2_000;

    private readonly ConcurrentDictionary<string, Lazy<FeatureSelection>> _known = new(StringComparer.Ordinal);

    /// <summary>The boosting that orders columns: quick, and with half of the columns for each tree, so that columns that resemble each other all get their turn.</summary>
    public static PlannedSetting Setting { get; } = new("boosting", new SortedDictionary<string, string>(StringComparer.Ordinal) { ["bins"] = "63", ["feature-fraction"] = "0.5", ["leaves"] = "15", ["trees"] = "60" }, 0);

    /// <summary>The rows with the most telling columns alone; all where there are no more, or none tells anything.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="columns">How many columns.</param>
    /// <param name="context">Seed, threads and cancellation.</param>
    public TabularData Take(TabularData data, int columns, FitContext context)
    {
        if (columns >= data.Features.Count)
            return data;
        var found = Select(data, context);
        return found.Relevant.Count == 0 ? data : found.Strongest(columns).Apply(data);
    }

    /// <inheritdoc/>
    public FeatureSelection Select(TabularData data, FitContext context) =>
        _known.GetOrAdd(KeyOf(data), _ => new Lazy<FeatureSelection>(() => Ranked(data, context with { Validation = null, Progress = null }))).Value;

    /// <summary>The rows with the columns alone that are more to a forest than shuffled ones; all where none is.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="context">Seed, threads and cancellation.</param>
    public TabularData TakeByShadows(TabularData data, FitContext context)
    {
        var found = _known.GetOrAdd("shadows " + KeyOf(data), _ => new Lazy<FeatureSelection>(() => new ShadowSelection().Select(data, context with { Validation = null, Progress = null }))).Value;
        return found.Relevant.Count == 0 ? data : found.Apply(data);
    }

    private FeatureSelection Ranked(TabularData data, FitContext context)
    {
        if (data.Features.Count > MostBoosted)
        {
            var told = new FilterSelection { Most = MostBoosted }.Select(data, context);
            if (told.Relevant.Count == 0)
                return told;
            // Trees of few rows may find nothing to part; then the columns' own tests are their order.
            return Boosted(told.Apply(data), context) is { Relevant.Count: > 0 } found ? found : told;
        }

        return Boosted(data, context);
    }

    private FeatureSelection Boosted(TabularData data, FitContext context)
    {
        double[] gain = [];
        var learner = new TaskLearner(Setting.Make(), task, fitted => gain = [.. fitted.Gain]);
        return new ImportanceSelection<ITableModel>(learner, (_, _) => gain).Select(data, context);
    }

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
