using Kirana.Learn;
using Kirana.Learn.Boosting;
using Kirana.Learn.Forests;
using Kirana.Learn.Linear;
using Kirana.Learn.Trees;
using Kirana.Pipelines.Learn.Machines;

namespace Kirana.Pipelines.Learn.Learners;

/// <summary>The learners there are.</summary>
public static class TableLearners
{
    // What boosting does where nobody chose a learner: more rounds than it needs, ended by held-out rows.
    private const string AutomaticTrees = "1000";
    private const string AutomaticPatience = "50";

    /// <summary>All of them, the one to try first in front.</summary>
    public static IReadOnlyList<TableLearner> All { get; } = [Boosting(), Forest("forest", "Random forest: the mean of many deep trees on drawn rows.", new RandomForest()),
        Forest("extra-trees", "Extra trees: the mean of many deep trees with random cuts.", new ExtraTrees()), Tree(),
        Linear("linear", "Least squares: the plane with the smallest sum of squared errors.", new LinearRegression(), LinearOptions.LeastSquares),
        Linear("ridge", "Ridge regression: least squares that pay for large coefficients.", new RidgeRegression { Standardises = true }, LinearOptions.Ridge),
        Linear("elastic-net", "Elastic net: least squares that pay for coefficients, so that useless ones become 0; with l1-share 1 the lasso.", new ElasticNet(), LinearOptions.ElasticNet),
        Linear("sgd", "Linear regression by stochastic gradient descent with momentum.", new StochasticGradientRegression(), LinearOptions.Stochastic), Logistic(), Machine()];

    /// <summary>What learns where no learner is named: boosting of up to 1,000 trees that stops when 50 brought nothing on held-out rows.</summary>
    public static TableLearner Automatic { get; } = All[0].With("trees", AutomaticTrees).With("early-stopping-rounds", AutomaticPatience);

    /// <summary>The learner of a name; <see langword="null"/> if there is none.</summary>
    /// <param name="name">The name.</param>
    public static TableLearner? Named(string name) => All.FirstOrDefault(own => string.Equals(own.Name, name, StringComparison.Ordinal));

    private static TypedTableLearner<GradientBoosting, BoostedTrees> Boosting()
    {
        var format = new ModelFormat<BoostedTrees>(BoostedTrees.ModelKind, BoostedTrees.ModelVersion, (model, writer) => model.Save(writer), BoostedTrees.Load,
            model => model.FeatureNames, model => model.Importance(ImportanceKind.Gain));
        return new("boosting", "Gradient boosting: each tree corrects the sum of those before it.", format, new GradientBoosting(), BoostingOptions.Table)
        {
            Validates = learner => learner.EarlyStoppingRounds > 0,
            Tasks = [LearnTask.Regression, LearnTask.Binary, LearnTask.Multiclass, LearnTask.Ranking],
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

    private static TypedTableLearner<TLearner, LinearModel> Linear<TLearner>(string name, string description, TLearner learner, OptionTable<TLearner> options)
        where TLearner : class, IEstimator<LinearModel>
    {
        var format = new ModelFormat<LinearModel>(LinearModel.ModelKind, LinearModel.ModelVersion, (model, writer) => model.Save(writer), LinearModel.Load,
            model => Names(model), model => [.. model.Coefficients.ToArray().Select(Math.Abs)]) { GrowsWithUnits = true };
        return new(name, description, format, learner, options) { Tasks = [LearnTask.Regression] };
    }

    private static TypedTableLearner<LogisticRegression, LogisticModel> Logistic()
    {
        var format = new ModelFormat<LogisticModel>(LogisticModel.ModelKind, LogisticModel.ModelVersion, (model, writer) => model.Save(writer), LogisticModel.Load,
            model => Names(model), Sizes) { GrowsWithUnits = true };
        return new("logistic", "Logistic regression: the logarithm of the odds is linear in the columns.", format, new LogisticRegression { Standardises = true }, LinearOptions.Logistic)
        {
            Tasks = [LearnTask.Binary, LearnTask.Multiclass],
        };

        static double[] Sizes(LogisticModel model)
        {
            var sums = new double[model.Features];
            for (var output = 0; output < model.Outputs; output++)
                for (var f = 0; f < sums.Length; f++)
                    sums[f] += Math.Abs(model.Coefficients(output)[f]);
            return sums;
        }
    }

    private static TypedTableLearner<MachineLearner, MachineModel> Machine()
    {
        var format = new ModelFormat<MachineModel>(MachineModel.ModelKind, MachineModel.ModelVersion, (model, writer) => model.Save(writer), MachineModel.Load,
            model => Names(model), _ => []);
        return new("svm", "Support vector machine: the widest street between classes, after a kernel's stretching of space.", format, new MachineLearner(), MachineOptions.Table);
    }

    private static string[] Names(ITableModel model) => [.. model.Schema.Columns.Select(column => column.Name)];
}
