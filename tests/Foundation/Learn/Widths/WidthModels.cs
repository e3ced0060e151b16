using Kirana.Data.ModelFiles;
using Kirana.Learn.Boosting;
using Kirana.Learn.Forests;
using Kirana.Learn.Networks;
using Kirana.Learn.Objectives;
using Kirana.Learn.Trees;
using Kirana.Numerics.Kernels;
using Kirana.Numerics.Random;
using Kirana.Tests.Foundation.Learn.Boosting;
using Kirana.Tests.Foundation.Learn.Forests;
using Kirana.Tests.Foundation.Learn.Linear;
using Kirana.Tests.Foundation.Learn.Networks;

namespace Kirana.Tests.Foundation.Learn.Widths;

/// <summary>Models of every kind of tree, and networks, fitted at the width this copy of the library uses.</summary>
internal static class WidthModels
{
    /// <summary>The width in bits, then each model's file by name.</summary>
    public static (int Width, string[] Names, byte[][] Files) Fit()
    {
        var (numbers, binary, classes) = (Examples.Regression(1_500), Examples.Binary(1_500), Examples.Classes(1_500));
        // Few values: columns are shared, and histograms narrow.
        var narrow = Examples.Of(
            [.. Enumerable.Range(0, 20).Select(f => Array.ConvertAll(numbers.Matrix()[(f * 1_500 / 5)..(f * 1_500 / 5 + 1_500)], v => v > 0 ? 1f : 0f))], binary.Targets);
        var boosting = new GradientBoosting { Trees = 12, Leaves = 15 };
        (string Name, byte[] File)[] models =
        [
            ("squared", boosting.Fit(numbers, Examples.OneThread).ToBytes()),
            ("logistic", (boosting with { Objective = Objective.Logistic }).Fit(binary, Examples.OneThread).ToBytes()),
            ("narrow", (boosting with { Objective = Objective.Logistic, Step = BoostingStep.GradientNewton }).Fit(narrow, Examples.OneThread).ToBytes()),
            ("softmax", (boosting with { Objective = Objective.Softmax(3) }).Fit(classes, Examples.OneThread).ToBytes()),
            ("sketch", (boosting with { Cuts = CutSearch.WeightedSketch }).Fit(numbers, Examples.OneThread).ToBytes()),
            ("exact", (boosting with { Cuts = CutSearch.Exact }).Fit(numbers, Examples.OneThread).ToBytes()),
            ("random forest", new RandomForest { Trees = 5 }.Fit(numbers, [], Examples.OneThread).ToBytes()),
            ("extra trees", new ExtraTrees { Trees = 5 }.Fit(classes, ["a", "b", "c"], Examples.OneThread).ToBytes()),
            ("squared tree", Bytes(new DecisionTree().Fit(numbers, [], Examples.OneThread))),
            ("entropy tree", Bytes(new DecisionTree { Criterion = SplitCriterion.Entropy }.Fit(classes, ["a", "b", "c"], Examples.OneThread))),
        ];
        foreach (var (activation, optimizer) in new[] { (Activation.Relu, NetworkOptimizer.Momentum), (Activation.Gelu, NetworkOptimizer.Adam), (Activation.Tanh, NetworkOptimizer.Adam), (Activation.Logistic, NetworkOptimizer.Momentum) })
            models = [.. models, ($"network of {activation}", Network(activation, optimizer))];
        return ((int)Simd.Width, Array.ConvertAll(models, model => model.Name), Array.ConvertAll(models, model => model.File));
    }

    private static byte[] Network(Activation activation, NetworkOptimizer optimizer)
    {
        var random = new RandomStream(4);
        double[] rows = [.. Enumerable.Range(0, 300).Select(_ => random.NextGaussian())];
        var data = LinearGolden.Data(rows, [.. Enumerable.Range(0, 100).Select(i => rows[3 * i] * rows[3 * i + 1])], []);
        return MultilayerPerceptronTests.Bytes(new MultilayerPerceptron { Hidden = [19, 7], Activation = activation, Optimizer = optimizer, Epochs = 2, BatchRows = 30 }.Fit(data, Examples.OneThread));
    }

    private static byte[] Bytes(CartTree tree)
    {
        var writer = new ModelWriter(CartTree.ModelKind, 1, 1);
        tree.Save(writer);
        return writer.ToArray();
    }
}
