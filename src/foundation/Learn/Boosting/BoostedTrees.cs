using System.Collections.ObjectModel;
using Kirana.Data.Tables;
using Kirana.Learn.Binning;
using Kirana.Learn.Objectives;
using Kirana.Learn.Trees;

namespace Kirana.Learn.Boosting;

/// <summary>A sum of trees, fitted by <see cref="GradientBoosting"/>.</summary>
/// <remarks>Immutable and thread-safe. The raw score of output k is a constant plus the values of trees k, k + K, k + 2K, …; the link
/// turns raw scores into predictions. Predicting one row allocates nothing.</remarks>
public sealed partial class BoostedTrees : IRegressor, IBinaryClassifier, IMulticlassClassifier, IRanker, IExplainable, ITableModel
{
    private readonly Tree[] _trees;
    private readonly double[] _constants;
    private readonly double[] _validationLosses;
    private readonly FlatForest _forest;

    internal BoostedTrees(string objective, Link link, double[] constants, Tree[] trees, FeatureColumn[] columns, string[] labels, double[] validationLosses)
    {
        (Objective, Link, _constants, _trees, Columns, _validationLosses) = (objective, link, constants, trees, columns, validationLosses);
        Labels = labels.AsReadOnly();
        _forest = new FlatForest(trees);
        FeatureNames = Array.ConvertAll(Columns, c => c.Name).AsReadOnly();
    }

    internal BoostedTrees(Objective objective, double[] constants, Tree[] trees, FeatureColumn[] columns, string[] labels, double[] validationLosses)
        : this(objective.Name, objective.Link, constants, trees, columns, labels, validationLosses)
    {
    }

    /// <summary>The name of the objective that was minimised.</summary>
    public string Objective { get; }

    /// <summary>How raw scores become predictions.</summary>
    public Link Link { get; }

    /// <summary>The trees, round by round and in each round output by output.</summary>
    public IReadOnlyList<Tree> Trees => _trees;

    /// <summary>The number of rounds.</summary>
    public int Rounds => _trees.Length / Outputs;

    /// <summary>The raw scores before the first tree (K).</summary>
    public ReadOnlySpan<double> Constants => _constants;

    /// <summary>The mean validation loss after each round of the fit, also of rounds that early stopping left out; empty without validation rows.</summary>
    public ReadOnlySpan<double> ValidationLosses => _validationLosses;

    /// <summary>The names of the features (p).</summary>
    public ReadOnlyCollection<string> FeatureNames { get; }

    /// <inheritdoc/>
    public ReadOnlyCollection<string> Labels { get; }

    /// <inheritdoc/>
    public Schema Schema => FeatureColumn.SchemaOf(Columns);

    /// <inheritdoc cref="IRegressor.Features"/>
    public int Features => Columns.Length;

    /// <inheritdoc/>
    public int Outputs => _constants.Length;

    /// <summary>The number of classes: 2 for a probability of one class, else the number of outputs.</summary>
    public int Classes => Link == Link.Logistic ? 2 : Outputs;

    /// <summary>The model of the first rounds only.</summary>
    /// <param name="rounds">The number of rounds to keep, 0 to <see cref="Rounds"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rounds"/> lies outside.</exception>
    public BoostedTrees Truncate(int rounds)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rounds);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rounds, Rounds);
        return new BoostedTrees(Objective, Link, _constants, _trees[..(rounds * Outputs)], Columns, [.. Labels], _validationLosses);
    }

    /// <summary>How much each feature contributed to the fit.</summary>
    /// <param name="kind">What is counted.</param>
    /// <returns>A number from 0 up for each feature (p).</returns>
    public double[] Importance(ImportanceKind kind)
    {
        var sums = new double[Features];
        foreach (var tree in _trees)
            for (var node = 0; node < tree.Nodes; node++)
                if (!tree.IsLeaf(node))
                    sums[tree.Feature[node]] += kind switch
                    {
                        ImportanceKind.Gain => tree.Gain[node],
                        ImportanceKind.Cover => tree.Cover[node],
                        _ => 1,
                    };
        return sums;
    }

    internal FeatureColumn[] Columns { get; }

    /// <inheritdoc/>
    public float[] Encode(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return TableSource.Of(table, Columns).ToRowMajor();
    }

    /// <summary>Refuses to be continued by a learner or a table it does not fit.</summary>
    internal void CheckContinues(GradientBoosting options, Objective objective, FeatureSource features)
    {
        if (!string.Equals(objective.Name, Objective, StringComparison.Ordinal) || objective.Outputs != Outputs)
            throw new ArgumentException($"The model minimises '{Objective}' with {Outputs} outputs; the learner '{objective.Name}' with {objective.Outputs}.");
        if (features.Features != Features || !features.Columns.Zip(Columns).All(pair => pair.First.Matches(pair.Second)))
            throw new ArgumentException("The model was fitted on other columns than the table has.");
        if (options.Trees < Rounds)
            throw new ArgumentException($"The model has {Rounds} rounds already; {nameof(options.Trees)} is {options.Trees} and counts all of them.");
    }
}
