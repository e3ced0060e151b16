using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Learn.Binning;

namespace Kirana.Learn.Trees;

/// <summary>An exact decision tree (CART): every value is tried as a threshold.</summary>
/// <remarks>
/// Breiman, Friedman, Olshen and Stone, "Classification and Regression Trees", 1984. Thresholds lie in the middle between neighbouring
/// values. Missing values are tried on both sides of every split; where a node had none, later ones follow the majority. Of equal
/// gains the first feature's lowest threshold is taken, where scikit-learn draws lots. Categories are parted in the order of their mean
/// target; those a node did not see go right. Defaults are scikit-learn's.
/// Cost: O(rows · features · depth) after one sort. Immutable and thread-safe.
/// </remarks>
public sealed partial record DecisionTree : IEstimator<CartTree>
{
    /// <summary>What splits lower; by default Gini impurity for classes and squared error for numbers.</summary>
    public SplitCriterion Criterion { get; init; }

    /// <summary>The most splits on the way to a leaf, at least 1; <see langword="null"/>, the default, for any.</summary>
    public int? MaxDepth { get; init; }

    /// <summary>The fewest rows of a node that is split, at least 2; 2 by default.</summary>
    public int MinRowsToSplit { get; init; } = 2;

    /// <summary>The fewest rows of a leaf, at least 1; 1 by default.</summary>
    public int MinRowsPerLeaf { get; init; } = 1;

    /// <summary>What a split must lower the impurity by, weighted by the node's share of the rows, from 0 up; 0 by default.</summary>
    public double MinGain { get; init; }

    /// <summary>α, what a leaf must be worth to survive pruning, from 0 up; 0, the default, prunes nothing. See <see cref="CartTree.Prune"/>.</summary>
    public double PruningAlpha { get; init; }

    /// <summary>The number of folds by which α is chosen in place of <see cref="PruningAlpha"/>, at least 2; 0, the default, chooses none.
    /// See <see cref="ChoosePruning(TabularData, FitContext)"/>.</summary>
    public int PruningFolds { get; init; }

    /// <summary>Whether the smallest tree within one standard error of the least error is chosen, not the one of least error; <see langword="true"/>
    /// by default.</summary>
    public bool OneStandardError { get; init; } = true;

    /// <inheritdoc/>
    /// <remarks>A target of categories is classified, labels in ordinal order; a target of numbers is regressed.</remarks>
    public CartTree Fit(TabularData data, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(context);
        var targets = Targets.Of(data);
        var rows = LabelledRows.Of(data, TableSource.Of(data), targets.Values);
        return PruningFolds == 0 ? Fit(rows, targets.Labels, context) : ChoosePruning(rows, targets.Labels, FoldsOf(data, context), context).Tree;
    }

    internal CartTree Fit(LabelledRows rows, string[] labels, FitContext context)
    {
        Check();
        rows.Check();
        var criterion = CriterionFor(labels);
        if (labels.Length > 0 != criterion is SplitCriterion.Gini or SplitCriterion.Entropy)
            throw new ArgumentException($"{nameof(Criterion)} is {criterion}, but the target is {(labels.Length > 0 ? "a class" : "a number")}.");
        for (var i = 0; i < rows.Rows; i++)
            if (!float.IsFinite(rows.Targets[i]) || (criterion == SplitCriterion.Poisson && rows.Targets[i] < 0))
                throw new DataException($"The target of row {i + 1} is {rows.Targets[i]}; expected a finite number{(criterion == SplitCriterion.Poisson ? " from 0 up" : "")}.")
                {
                    Code = "bad-target", Row = i + 1, Hint = "Leave such rows out.",
                };
        var (tree, predictions, risks) = new ExactGrower(this, criterion, rows, labels.Length, context.Cancellation).Grow();
        var model = new CartTree(tree, predictions, risks, [.. rows.Features.Columns], labels);
        return PruningAlpha > 0 ? model.Prune(PruningAlpha) : model;
    }

    private SplitCriterion CriterionFor(string[] labels) =>
        Criterion != SplitCriterion.Automatic ? Criterion : labels.Length > 0 ? SplitCriterion.Gini : SplitCriterion.Squared;

    private void Check()
    {
        var faults = new List<string>();
        if (MaxDepth is < 1)
            faults.Add($"{nameof(MaxDepth)} is {MaxDepth}; expected at least 1, or none");
        if (MinRowsToSplit < 2)
            faults.Add($"{nameof(MinRowsToSplit)} is {MinRowsToSplit}; expected at least 2");
        if (MinRowsPerLeaf < 1)
            faults.Add($"{nameof(MinRowsPerLeaf)} is {MinRowsPerLeaf}; expected at least 1");
        if (!(MinGain >= 0))
            faults.Add($"{nameof(MinGain)} is {MinGain}; expected a number from 0 up");
        if (!(PruningAlpha >= 0))
            faults.Add($"{nameof(PruningAlpha)} is {PruningAlpha}; expected a number from 0 up");
        if (PruningFolds is < 0 or 1)
            faults.Add($"{nameof(PruningFolds)} is {PruningFolds}; expected at least 2, or 0");
        if (PruningFolds > 0 && PruningAlpha > 0)
            faults.Add($"{nameof(PruningAlpha)} is {PruningAlpha}; expected 0 where {nameof(PruningFolds)} choose it");
        if (faults.Count > 0)
            throw new ArgumentException($"{nameof(DecisionTree)} cannot be fitted: {string.Join("; ", faults)}.");
    }
}
