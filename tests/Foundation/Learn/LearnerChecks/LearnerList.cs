using Kirana.Learn;
using Kirana.Learn.Bayes;
using Kirana.Learn.Boosting;
using Kirana.Learn.Forests;
using Kirana.Learn.Linear;
using Kirana.Learn.Neighbors;
using Kirana.Learn.Networks;
using Kirana.Learn.Stacking;
using Kirana.Learn.SupportVectors;
using Kirana.Learn.Trees;

namespace Kirana.Tests.Foundation.Learn.LearnerChecks;

/// <summary>Every learner of tables; a new one joins by a line.</summary>
internal static class LearnerList
{
    private static readonly GradientBoosting s_boosting = new() { Trees = 8, LearningRate = 0.9, Leaves = 200, MinRowsPerLeaf = 1 };
    private static readonly GradientBoosting s_faulty = new() { Trees = 0, Leaves = 1 };
    // Its width by default is that of the features, which are others where rows are repeated.
    private static readonly Kernel s_bell = Kernel.Rbf(0.5);
    private static readonly IEstimator<ITableModel>[] s_two = [new DecisionTree { MaxDepth = 3 }, new DecisionTree { MaxDepth = 9 }];

    public static IReadOnlyList<CheckedLearner> All { get; } =
    [
        new("boosting", s_boosting, s_faulty, "Trees", "Leaves"),
        new("sketch", s_boosting with { Cuts = CutSearch.WeightedSketch }, s_faulty with { Cuts = CutSearch.WeightedSketch }, "Trees", "Leaves"),
        new("exact", s_boosting with { Cuts = CutSearch.Exact }, s_faulty with { Cuts = CutSearch.Exact }, "Trees", "Leaves"),
        new("files", new InFiles(s_boosting), new InFiles(s_faulty), "Trees", "Leaves"),
        new("tree", new DecisionTree(), new DecisionTree { MaxDepth = 0, MinGain = -1 }, "MaxDepth", "MinGain") { WeightsAreRepeats = 1e-6 },
        new("forest", new RandomForest { Trees = 15, Bootstrap = false }, new RandomForest { Trees = 0, MinRowsPerLeaf = 0 }, "Trees", "MinRowsPerLeaf"),
        new("extra trees", new ExtraTrees { Trees = 15 }, new ExtraTrees { Trees = 0, MinRowsPerLeaf = 0 }, "Trees", "MinRowsPerLeaf"),
        new("quantile forest", new QuantileRegressionForest { Forest = new RandomForest { Trees = 15, Bootstrap = false } }, new QuantileRegressionForest { Forest = new RandomForest { Trees = 0, MinRowsPerLeaf = 0 } }, "Trees", "MinRowsPerLeaf") { LearnsClasses = false },
        new("linear", new LinearRegression()) { LearnsClasses = false, TakesAnything = false, WeightsAreRepeats = 1e-5 },
        new("ridge", new RidgeRegression()) { LearnsClasses = false, TakesAnything = false, WeightsAreRepeats = 1e-5 },
        new("elastic net", new ElasticNet { Penalty = 0.01 }, new ElasticNet { Penalty = -1, L1Share = 2 }, "Penalty", "L1Share") { LearnsClasses = false, TakesAnything = false, WeightsAreRepeats = 1e-4 },
        new("stochastic gradient", new StochasticGradientRegression { Epochs = 20 }, new StochasticGradientRegression { Epochs = 0, LearningRate = 0 }, "Epochs", "LearningRate") { LearnsClasses = false, TakesAnything = false },
        new("logistic", new LogisticRegression { Penalty = 0.1 }, new LogisticRegression { Penalty = -1, L1Share = 2 }, "Penalty", "L1Share") { LearnsNumbers = false, TakesAnything = false, WeightsAreRepeats = 1e-4 },
        new("Huber", new HuberRegression(), new HuberRegression { Penalty = -1, Epsilon = 1 }, "Penalty", "Epsilon") { LearnsClasses = false, TakesAnything = false, WeightsAreRepeats = 1e-3 },
        new("quantile", new QuantileRegression(), new QuantileRegression { Penalty = -1, Quantile = 1 }, "Penalty", "Quantile") { LearnsClasses = false, TakesAnything = false },
        new("Poisson", new PoissonRegression(), new PoissonRegression { Penalty = -1, Tolerance = 0 }, "Penalty", "Tolerance") { LearnsClasses = false, TakesAnything = false, LearnsCounts = true, WeightsAreRepeats = 1e-3 },
        new("nearest neighbors", new NearestNeighbors()) { TakesAnything = false },
        new("naive Bayes", new GaussianNaiveBayes()) { LearnsNumbers = false, TakesAnything = false, WeightsAreRepeats = 1e-3 },
        new("network", new MultilayerPerceptron { Hidden = [6], Epochs = 10 }, new MultilayerPerceptron { Epochs = 0, LearningRate = 0 }, "Epochs", "LearningRate") { TakesAnything = false },
        new("linear support vectors", new LinearSupportVectorClassifier(), new LinearSupportVectorClassifier { C = 0, BiasFeature = -1 }, "C", "BiasFeature") { LearnsNumbers = false, TakesAnything = false, WeightsAreRepeats = 0.01 },
        new("linear support vector regression", new LinearSupportVectorRegression(), new LinearSupportVectorRegression { C = 0, Epsilon = -1 }, "C", "Epsilon") { LearnsClasses = false, TakesAnything = false, WeightsAreRepeats = 0.01 },
        new("support vector probabilities", new SupportVectorClassifier { Kernel = s_bell, Probabilities = true }) { LearnsNumbers = false, TakesAnything = false },
        new("support vectors", new SupportVectorClassifier { Kernel = s_bell }, new SupportVectorClassifier { C = 0, Tolerance = 0 }, "C", "Tolerance") { LearnsNumbers = false, TakesAnything = false, WeightsAreRepeats = 0.01 },
        new("support vector regression", new SupportVectorRegression { Kernel = s_bell }, new SupportVectorRegression { C = 0, Epsilon = -1 }, "C", "Epsilon") { LearnsClasses = false, TakesAnything = false, WeightsAreRepeats = 0.01 },
        new("stack", new StackingLearner { Members = s_two, Validation = new() { Folds = 2 } }, new StackingLearner { Members = [], Penalty = 0 }, "Members", "Penalty"),
        new("blend", new BlendingLearner { Members = s_two }, new BlendingLearner { Members = s_two, HeldShare = 0, Penalty = 0 }, "HeldShare", "Penalty"),
        new("vote", new VotingLearner { Members = s_two, TakesMedian = true }, new VotingLearner { Members = [], TakesMedian = true, Weights = [1] }, "Members", "Weights"),
    ];
}
