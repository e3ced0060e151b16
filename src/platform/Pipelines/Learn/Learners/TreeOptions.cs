using Kirana.Learn.Trees;

namespace Kirana.Pipelines.Learn.Learners;

/// <summary>The options of a decision tree.</summary>
internal static class TreeOptions
{
    public static OptionTable<DecisionTree> Table { get; } = new OptionTable<DecisionTree>(new DecisionTree())
        .Word("criterion", "what a split lowers",
            [("auto", SplitCriterion.Automatic), ("gini", SplitCriterion.Gini), ("entropy", SplitCriterion.Entropy), ("squared", SplitCriterion.Squared),
                ("absolute", SplitCriterion.Absolute), ("poisson", SplitCriterion.Poisson)], l => l.Criterion, (l, v) => l with { Criterion = v })
        .WholeOrNone("max-depth", "from 1", "most splits on the way to a leaf", (l, v) => l with { MaxDepth = v })
        .Whole("min-rows-to-split", "from 2", "fewest rows of a node that is split", l => l.MinRowsToSplit, (l, v) => l with { MinRowsToSplit = v })
        .Whole("min-rows-per-leaf", "from 1", "fewest rows of a leaf", l => l.MinRowsPerLeaf, (l, v) => l with { MinRowsPerLeaf = v })
        .Number("min-gain", "from 0", "what a split must lower the impurity by", l => l.MinGain, (l, v) => l with { MinGain = v })
        .Number("pruning-alpha", "from 0", "what a leaf must be worth to survive pruning", l => l.PruningAlpha, (l, v) => l with { PruningAlpha = v })
        .Whole("pruning-folds", "0 or from 2", "folds by which pruning is chosen; 0 for none", l => l.PruningFolds, (l, v) => l with { PruningFolds = v })
        .Flag("one-standard-error", "prune to the smallest tree within one standard error of the best", l => l.OneStandardError, (l, v) => l with { OneStandardError = v });
}
