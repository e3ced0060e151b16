using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Learn.Binning;

namespace Kirana.Learn.Forests;

/// <summary>What random forests and extra trees have in common: many deep trees, each grown with some randomness, whose mean is predicted.</summary>
/// <remarks>All trees look at one binned copy of the features; a threshold lies in the middle of the gap between the values it parts. In a
/// random forest, nodes of at most 255 rows are split by exact values, unless only few of many features are tried; in larger ones features are
/// compared by their cuts between bins, and the best cut moves to the best place among the values of the bins beside it. Features of at most
/// 16 values have a bin for each everywhere. A target
/// of categories is classified by Gini impurity, a target of numbers regressed by squared error. Missing values are tried on both sides
/// of every split; where a node had none, later ones follow the majority. Categories are parted by their order of mean target (Fisher,
/// "On grouping for maximum homogeneity", JASA 1958), of several classes by the share of each class in turn. Tree t draws from random
/// stream t of the seed, so a model has the same bytes at any thread count. Cost: O(rows × features per split) per level of a tree.</remarks>
public abstract partial record ForestLearner : IEstimator<Forest>
{
    private protected ForestLearner(bool bootstrap) => Bootstrap = bootstrap;

    /// <summary>The number of trees B, 1 to 100,000; 100 by default.</summary>
    public int Trees { get; init; } = 100;

    /// <summary>How many features are drawn for a split (mtry), at least 1; <see langword="null"/>, the default, goes by the target.</summary>
    /// <remarks>As in scikit-learn, features that are constant in a node count too, but drawing goes on until one that is not is found.</remarks>
    public int? FeaturesPerSplit { get; init; }

    /// <summary>The most splits on the way to a leaf, at least 1; <see langword="null"/>, the default, for any.</summary>
    public int? MaxDepth { get; init; }

    /// <summary>The fewest rows of a leaf, at least 1; <see langword="null"/>, the default, is 1 for classes and 5 for numbers.</summary>
    /// <remarks>A row that was drawn more than once counts once.</remarks>
    public int? MinRowsPerLeaf { get; init; }

    /// <summary>The fewest rows of a node that is split, at least 2; 2 by default.</summary>
    public int MinRowsToSplit { get; init; } = 2;

    /// <summary>What a split must lower the impurity by, weighted by the node's share of the tree's rows, from 0 up; 0 by default.</summary>
    public double MinGain { get; init; }

    /// <summary>Whether each tree's rows are drawn with repetition.</summary>
    public bool Bootstrap { get; init; }

    /// <summary>How many rows are drawn for a tree, as a share of all, above 0 up to 1; 1 by default.</summary>
    public double RowFraction { get; init; } = 1;

    /// <summary>The most bins of a feature besides the one for missing values, 2 to 255; 255 by default.</summary>
    public int Bins { get; init; } = FeatureBins.MaxValueBins;

    /// <summary>Whether every class weighs the same however many rows it has; <see langword="false"/> by default.</summary>
    public bool BalanceClasses { get; init; }

    /// <summary>What rows of a class weigh, by label, above 0; 1 for labels not named. None by default.</summary>
    public IReadOnlyDictionary<string, double> ClassWeights { get; init; } = new Dictionary<string, double>(StringComparer.Ordinal);

    /// <inheritdoc/>
    /// <remarks>Classes are the target's labels in ordinal order; of two, the second is the positive one.</remarks>
    public Forest Fit(TabularData data, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(context);
        var targets = Targets.Of(data);
        return Fit(LabelledRows.Of(data, TableSource.Of(data), targets.Values), targets.Labels, context);
    }

    /// <summary>Puts a table into bins once, for many fits. They may differ from this learner in every option but <see cref="Bins"/>; boosting
    /// of as many bins and a row per bin may share them too.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="context">Seed, threads and cancellation.</param>
    /// <exception cref="ArgumentException">An option lies outside its range, or the data have no target.</exception>
    /// <exception cref="Data.DataException">The data cannot be learnt from.</exception>
    /// <exception cref="OperationCanceledException">The context was cancelled.</exception>
    public BinnedData Bin(TabularData data, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(context);
        var targets = Targets.Of(data);
        Check(targets.Labels);
        var rows = LabelledRows.Of(data, TableSource.Of(data), targets.Values);
        rows.Check();
        return new BinnedData(data, rows, targets.Labels, Binning, Bin(rows, context));
    }

    /// <summary>Fits a model on data that are in bins already: the model of <see cref="Fit(TabularData, FitContext)"/> where that chooses the
    /// same bins, to the byte.</summary>
    /// <param name="data">The rows in bins. Classes are those of all rows.</param>
    /// <param name="context">Seed, threads, cancellation and progress.</param>
    /// <param name="rows">The rows to fit on, ascending; <see langword="null"/>, the default, for all. The bins are not copied.</param>
    /// <exception cref="ArgumentException">An option lies outside its range, the data were binned by other options, or the rows are not some of
    /// theirs.</exception>
    /// <exception cref="Data.DataException">The data cannot be learnt from.</exception>
    /// <exception cref="OperationCanceledException">The context was cancelled.</exception>
    public Forest Fit(BinnedData data, FitContext context, int[]? rows = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(context);
        Check(data.Labels);
        if (rows is not null)
            data.Check(rows);
        return new ForestRun(this, rows is null ? data.Rows : data.Rows.Take(rows), data.Labels, context, data, rows).Fit();
    }

    /// <summary>How numbers and categories become bins.</summary>
    internal BinningOptions Binning => new(Bins, MinRowsPerBin: 1);

    /// <summary>The bins of rows.</summary>
    internal BinnedTable Bin(LabelledRows rows, FitContext context) => BinnedTable.From(rows.Features, Binning, context.Seed, context.Threads, context.Cancellation);

    internal Forest Fit(LabelledRows rows, string[] labels, FitContext context) => new ForestRun(this, rows, labels, context).Fit();

    /// <summary>Whether a split is the best of the features tried, or the best of one random cut of each.</summary>
    private protected abstract bool HasRandomCuts { get; }

    /// <summary>How many features are tried where the options do not say.</summary>
    private protected abstract int UsualFeatures(int features, bool classifies);

    internal ForestRules RulesFor(int features, int classes) => new(
        Math.Clamp(FeaturesPerSplit ?? UsualFeatures(features, classes > 0), 1, features),
        MaxDepth ?? int.MaxValue, MinRowsPerLeaf ?? (classes > 0 ? 1 : 5), MinRowsToSplit, MinGain, HasRandomCuts);

    /// <summary>Refuses options outside their ranges, all of them in one message.</summary>
    /// <exception cref="ArgumentException">An option lies outside its range.</exception>
    internal void Check(string[] labels)
    {
        var faults = new List<string>();
        void Range(bool inside, string name, object? value, string range)
        {
            if (!inside)
                faults.Add($"{name} is {value}; expected {range}");
        }

        Range(Trees is >= 1 and <= 100_000, nameof(Trees), Trees, "1 to 100,000");
        Range(FeaturesPerSplit is null or >= 1, nameof(FeaturesPerSplit), FeaturesPerSplit, "at least 1, or none");
        Range(MaxDepth is null or >= 1, nameof(MaxDepth), MaxDepth, "at least 1, or none");
        Range(MinRowsPerLeaf is null or >= 1, nameof(MinRowsPerLeaf), MinRowsPerLeaf, "at least 1, or none");
        Range(MinRowsToSplit >= 2, nameof(MinRowsToSplit), MinRowsToSplit, "at least 2");
        Range(MinGain >= 0 && double.IsFinite(MinGain), nameof(MinGain), MinGain, "a finite number from 0 up");
        Range(RowFraction is > 0 and <= 1, nameof(RowFraction), RowFraction, "above 0 up to 1");
        Range(Bins is >= 2 and <= FeatureBins.MaxValueBins, nameof(Bins), Bins, $"2 to {FeatureBins.MaxValueBins}");
        Range(ClassWeights.Values.All(weight => weight > 0 && double.IsFinite(weight)), nameof(ClassWeights), string.Join(", ", ClassWeights.Values), "finite numbers above 0");
        foreach (var label in ClassWeights.Keys.Where(label => !labels.Contains(label, StringComparer.Ordinal)))
            faults.Add($"{nameof(ClassWeights)} names '{label}'; {(labels.Length == 0 ? "the target is a number" : $"the classes are {string.Join(", ", labels.Take(20))}")}");
        Range(!BalanceClasses || labels.Length > 0, nameof(BalanceClasses), BalanceClasses, "false where the target is a number");
        if (faults.Count > 0)
            throw new ArgumentException($"{GetType().Name} cannot be fitted: {string.Join("; ", faults)}.");
    }
}
