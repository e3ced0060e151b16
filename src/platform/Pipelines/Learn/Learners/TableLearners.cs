using Kirana.Data.ModelFiles;
using Kirana.Learn;
using Kirana.Learn.Bayes;
using Kirana.Learn.Boosting;
using Kirana.Learn.Forests;
using Kirana.Learn.Linear;
using Kirana.Learn.Neighbors;
using Kirana.Learn.Networks;
using Kirana.Learn.Preparation;
using Kirana.Learn.SupportVectors;
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
        Linear("sgd", "Linear regression by stochastic gradient descent with momentum.", new StochasticGradientRegression(), LinearOptions.Stochastic),
        Linear("huber", "Huber regression: least squares that outliers cannot pull far.", new HuberRegression { Standardises = true }, LinearOptions.Huber),
        Linear("quantile", "Quantile regression: the plane below which a share of the rows lies.", new QuantileRegression { Standardises = true }, LinearOptions.Quantile), Poisson(),
        Logistic(), LinearMachine(), Machine(), Network(), Neighbors(), Bayes()];

    /// <summary>What learns where no learner is named: boosting of up to 1,000 trees that stops when 50 brought nothing on held-out rows.</summary>
    public static TableLearner Automatic { get; } = All[0].With("trees", AutomaticTrees).With("early-stopping-rounds", AutomaticPatience);

    /// <summary>The learner of a name; <see langword="null"/> if there is none.</summary>
    /// <param name="name">The name.</param>
    public static TableLearner? Named(string name) => All.FirstOrDefault(own => string.Equals(own.Name, name, StringComparison.Ordinal));

    /// <summary>The learner whose models a file or a part of one holds; <see langword="null"/> if there is none.</summary>
    internal static TableLearner? Of(ModelReader reader)
    {
        var kind = string.Equals(reader.Kind, PreparedModelFile.ModelKind, StringComparison.Ordinal) ? PreparedModelFile.InnerKind(reader) : reader.Kind;
        return All.FirstOrDefault(own => string.Equals(own.ModelKind, kind, StringComparison.Ordinal));
    }

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
            model => Names(model), _ => []);
        return new(name, description, format, learner, options) { Tasks = [LearnTask.Regression], Prepares = data => NumericPreparation.Of(data, scales: false) };
    }

    private static TypedTableLearner<LogisticRegression, LogisticModel> Logistic()
    {
        var format = new ModelFormat<LogisticModel>(LogisticModel.ModelKind, LogisticModel.ModelVersion, (model, writer) => model.Save(writer), LogisticModel.Load,
            model => Names(model), _ => []);
        return new("logistic", "Logistic regression: the logarithm of the odds is linear in the columns.", format, new LogisticRegression { Standardises = true }, LinearOptions.Logistic)
        {
            Tasks = [LearnTask.Binary, LearnTask.Multiclass], Prepares = data => NumericPreparation.Of(data, scales: false),
        };
    }

    private static TypedTableLearner<MachineLearner, SupportVectorMachine> Machine()
    {
        var format = new ModelFormat<SupportVectorMachine>(SupportVectorMachine.ModelKind, SupportVectorMachine.ModelVersion, (model, writer) => model.Save(writer), Predicting, model => Names(model), _ => []);
        return new("svm", "Support vector machine: the widest street between classes, after a kernel's stretching of space.", format, new MachineLearner(), MachineOptions.Table)
        {
            Prepares = data => NumericPreparation.Of(data, scales: true),
        };

        static SupportVectorMachine Predicting(ModelReader reader)
        {
            var machine = SupportVectorMachine.Load(reader);
            return machine.Task == SupportVectorTask.Number || machine.HasProbabilities
                ? machine
                : throw reader.Invalid("calibration", "a machine of a number, or of classes with probabilities", machine.Task == SupportVectorTask.Novelty ? "one of novelty" : "one without probabilities");
        }
    }

    private static TypedTableLearner<LinearMachineLearner, LinearMachine> LinearMachine()
    {
        var format = new ModelFormat<LinearMachine>(Kirana.Learn.SupportVectors.LinearMachine.ModelKind, Kirana.Learn.SupportVectors.LinearMachine.ModelVersion, (model, writer) => model.Save(writer),
            Kirana.Learn.SupportVectors.LinearMachine.Load, model => Names(model), _ => []);
        return new("linear-svm", "Linear support vector machine: the widest street between classes, for many rows or columns.", format, new LinearMachineLearner(), MachineOptions.Linear)
        {
            Prepares = data => NumericPreparation.Of(data, scales: true),
        };
    }

    private static TypedTableLearner<PoissonRegression, LogLinearModel> Poisson()
    {
        var format = new ModelFormat<LogLinearModel>(LogLinearModel.ModelKind, LogLinearModel.ModelVersion, (model, writer) => model.Save(writer), LogLinearModel.Load, model => Names(model), _ => []);
        return new("poisson", "Poisson regression: the logarithm of a mean count is linear in the columns.", format, new PoissonRegression { Standardises = true }, LinearOptions.Poisson)
        {
            Tasks = [LearnTask.Regression], Prepares = data => NumericPreparation.Of(data, scales: false),
        };
    }

    private static TypedTableLearner<MultilayerPerceptron, FeedforwardNetwork> Network()
    {
        var format = new ModelFormat<FeedforwardNetwork>(FeedforwardNetwork.ModelKind, FeedforwardNetwork.ModelVersion, (model, writer) => model.Save(writer), FeedforwardNetwork.Load, model => Names(model), _ => []);
        return new("mlp", "Multilayer perceptron: layers of bent weighted sums, fitted by back-propagation.", format, new MultilayerPerceptron(), NetworkOptions.Table)
        {
            Prepares = data => NumericPreparation.Of(data, scales: false),
        };
    }

    private static TypedTableLearner<NearestNeighbors, NearestNeighborModel> Neighbors()
    {
        var format = new ModelFormat<NearestNeighborModel>(NearestNeighborModel.ModelKind, NearestNeighborModel.ModelVersion, (model, writer) => model.Save(writer), NearestNeighborModel.Load, model => Names(model), _ => []);
        return new("neighbors", "Nearest neighbours: what happened to the rows most like this one.", format, new NearestNeighbors(), NeighborOptions.Table)
        {
            Prepares = data => NumericPreparation.Of(data, scales: false),
        };
    }

    private static TypedTableLearner<GaussianNaiveBayes, NaiveBayesModel> Bayes()
    {
        var format = new ModelFormat<NaiveBayesModel>(NaiveBayesModel.ModelKind, NaiveBayesModel.ModelVersion, (model, writer) => model.Save(writer), NaiveBayesModel.Load, model => Names(model), _ => []);
        return new("bayes", "Naive Bayes: within a class columns are normal and do not know of each other.", format, new GaussianNaiveBayes(), NeighborOptions.Bayes)
        {
            Tasks = [LearnTask.Binary, LearnTask.Multiclass], Prepares = data => NumericPreparation.Of(data, scales: true),
        };
    }

    private static string[] Names(ITableModel model) => [.. model.Schema.Columns.Select(column => column.Name)];
}
