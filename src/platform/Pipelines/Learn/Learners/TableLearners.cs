using Kirana.Learn.Boosting;
using Kirana.Learn.Forests;
using Kirana.Learn.Trees;

namespace Kirana.Pipelines.Learn.Learners;

/// <summary>The learners there are.</summary>
public static class TableLearners
{
    // What boosting does where nobody chose a learner: more rounds than it needs, ended by held-out rows.
    private const string AutomaticTrees = "1000";
    private const string AutomaticPatience = "50";

    /// <summary>All of them, the one to try first in front.</summary>
    public static IReadOnlyList<TableLearner> All { get; } = [Boosting(), Forest("forest", "Random forest: the mean of many deep trees on drawn rows.", new RandomForest()),
        Forest("extra-trees", "Extra trees: the mean of many deep trees with random cuts.", new ExtraTrees()), Tree()];

    /// <summary>What learns where no learner is named: boosting of up to 1,000 trees that stops when 50 brought nothing on held-out rows.</summary>
    public static TableLearner Automatic { get; } = All[0].With("trees", AutomaticTrees).With("early-stopping-rounds", AutomaticPatience);

    private static TypedTableLearner<GradientBoosting, BoostedTrees> Boosting()
    {
        var format = new ModelFormat<BoostedTrees>(BoostedTrees.ModelKind, BoostedTrees.ModelVersion, (model, writer) => model.Save(writer), BoostedTrees.Load,
            model => model.FeatureNames, model => model.Importance(ImportanceKind.Gain));
        return new("boosting", "Gradient boosting: each tree corrects the sum of those before it.", format, new GradientBoosting(), BoostingOptions.Table)
        {
            Validates = learner => learner.EarlyStoppingRounds > 0,
            Ranks = true,
            For = BoostingOptions.For,
        };
    }

    private static TypedTableLearner<TForest, Forest> Forest<TForest>(string name, string description, TForest learner) where TForest : ForestLearner
    {
        var format = new ModelFormat<Forest>(Kirana.Learn.Forests.Forest.ModelKind, Kirana.Learn.Forests.Forest.ModelVersion, (model, writer) => model.Save(writer),
            Kirana.Learn.Forests.Forest.Load, model => model.FeatureNames, model => model.ImpurityImportance());
        return new(name, description, format, learner, ForestOptions.Of(learner)) { Sweeps = (sweep, own) => sweep with { Forest = own } };
    }

    private static TypedTableLearner<DecisionTree, CartTree> Tree()
    {
        var format = new ModelFormat<CartTree>(CartTree.ModelKind, CartTree.ModelVersion, (model, writer) => model.Save(writer), CartTree.Load,
            model => model.FeatureNames, Gains);
        return new("tree", "One exact decision tree, to be read as a whole.", format, new DecisionTree(), TreeOptions.Table) { Sweeps = (sweep, own) => sweep with { Tree = own } };

        static double[] Gains(CartTree model)
        {
            var sums = new double[model.Features];
            for (var node = 0; node < model.Tree.Nodes; node++)
                if (!model.Tree.IsLeaf(node))
                    sums[model.Tree.Feature[node]] += model.Tree.Gain[node];
            return sums;
        }
    }
}
