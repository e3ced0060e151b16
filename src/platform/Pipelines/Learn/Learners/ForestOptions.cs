using Kirana.Learn.Forests;

namespace Kirana.Pipelines.Learn.Learners;

/// <summary>The options of random forests and extra trees.</summary>
internal static class ForestOptions
{
    public static OptionTable<TForest> Of<TForest>(TForest defaults) where TForest : ForestLearner => new OptionTable<TForest>(defaults)
        .Whole("trees", "1 to 100,000", "number of trees", l => l.Trees, (l, v) => (TForest)(l with { Trees = v }))
        .WholeOrNone("features-per-split", "from 1", "features tried at a split; by default √p for classes, p/3 for a forest's numbers", (l, v) => (TForest)(l with { FeaturesPerSplit = v }))
        .WholeOrNone("max-depth", "from 1", "most splits on the way to a leaf", (l, v) => (TForest)(l with { MaxDepth = v }))
        .WholeOrNone("min-rows-per-leaf", "from 1", "fewest rows of a leaf; by default 1 for classes, 5 for numbers", (l, v) => (TForest)(l with { MinRowsPerLeaf = v }))
        .Whole("min-rows-to-split", "from 2", "fewest rows of a node that is split", l => l.MinRowsToSplit, (l, v) => (TForest)(l with { MinRowsToSplit = v }))
        .Number("min-gain", "from 0", "what a split must lower the impurity by", l => l.MinGain, (l, v) => (TForest)(l with { MinGain = v }))
        .Flag("bootstrap", "draw each tree's rows with repetition", l => l.Bootstrap, (l, v) => (TForest)(l with { Bootstrap = v }))
        .Number("row-fraction", "above 0 to 1", "rows drawn for a tree, as a share of all", l => l.RowFraction, (l, v) => (TForest)(l with { RowFraction = v }))
        .Whole("bins", "2 to 255", "most bins of a feature", l => l.Bins, (l, v) => (TForest)(l with { Bins = v }))
        .Flag("balance-classes", "every class weighs the same", l => l.BalanceClasses, (l, v) => (TForest)(l with { BalanceClasses = v }))
        .NumbersByName("class-weights", "CLASS:weight, parted by commas", "what rows of a class weigh", (l, v) => (TForest)(l with { ClassWeights = v }));
}
