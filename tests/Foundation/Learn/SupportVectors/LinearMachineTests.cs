using System.Text.Json;
using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.ModelFiles;
using Kirana.Data.Tables;
using Kirana.Learn.SupportVectors;
using Kirana.Numerics.Random;
using Kirana.Tests.Foundation.Learn.Linear;

namespace Kirana.Tests.Foundation.Learn.SupportVectors;

/// <summary>Linear machines beside LIBLINEAR, and probabilities of machines.</summary>
public sealed class LinearMachineTests
{
    private static readonly JsonElement s_golden =
        JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "golden", "Learn", "linear-machines.json"))).RootElement;

    public static TheoryData<string> Machines => ["squared", "hinge", "hinge weighted", "squared without bias", "three", "regression", "regression absolute", "regression weighted"];

    [Theory]
    [MemberData(nameof(Machines))]
    public void Planes_are_those_of_LIBLINEAR(string name)
    {
        var expected = s_golden.GetProperty("machines").EnumerateArray().Single(own => string.Equals(own.GetProperty("name").GetString(), name, StringComparison.Ordinal));
        var model = Fitted(name, shrinking: true);
        LinearGolden.AssertNear(LinearGolden.Numbers(expected.GetProperty("coefficients")), [.. model.Planes.SelectMany(plane => plane.Weights.ToArray())], 1e-6);
        if (expected.GetProperty("intercept").GetArrayLength() == model.Planes.Count)
            LinearGolden.AssertNear(LinearGolden.Numbers(expected.GetProperty("intercept")), [.. model.Planes.Select(plane => plane.Bias)], 1e-6);
        foreach (var plane in model.Planes)
            Assert.InRange(plane.Gap, -1e-9 * plane.Primal, 1e-6 * plane.Primal);
    }

    [Theory]
    [InlineData("hinge")]
    [InlineData("regression absolute")]
    [InlineData("squared")]
    public void Shrinking_changes_the_way_and_not_the_optimum(string name)
    {
        var (with, without) = (Fitted(name, shrinking: true).Planes[0], Fitted(name, shrinking: false).Planes[0]);
        LinearGolden.AssertNear(without.Weights, with.Weights, 1e-7);
    }

    [Fact]
    public void Hinge_without_bias_is_the_kernel_machine_of_a_linear_kernel_through_the_origin()
    {
        // A kernel machine has a free bias; of mirrored rows it is 0.
        var random = new RandomStream(3);
        var rows = new List<double>();
        var signs = new List<double>();
        for (var i = 0; i < 60; i++)
        {
            double[] x = [random.NextGaussian(), random.NextGaussian()];
            var sign = x[0] + 0.5 * x[1] + 0.5 * random.NextGaussian() > 0 ? 1 : 0;
            rows.AddRange([.. x, -x[0], -x[1]]);
            signs.AddRange([sign, 1 - sign]);
        }

        var data = LinearGolden.Data([.. rows], [.. signs], [], isOfClasses: true);
        var plane = new LinearSupportVectorClassifier { Loss = SupportVectorLoss.Hinge, BiasFeature = 0, Standardises = false, Tolerance = 1e-9, MostEpochs = 1_000_000 }.Fit(data, FitContext.Default).Planes[0];
        var kernel = new SupportVectorClassifier { Kernel = Kernel.Linear, Tolerance = 1e-6 }.Fit(data, FitContext.Default);
        LinearGolden.AssertNear(kernel.Plane(0), plane.Weights, 1e-4);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0)]
    public void Units_do_not_matter_when_features_are_standardised(double bias)
    {
        var random = new RandomStream(3);
        double[] rows = [.. Enumerable.Range(0, 160).Select(_ => random.NextGaussian())], y = [.. Enumerable.Range(0, 80).Select(i => rows[2 * i] + rows[2 * i + 1] + random.NextGaussian() > 0 ? 1.0 : 0)];
        double[] others = [.. rows.Select((value, i) => i % 2 == 0 ? 1000 * value : value + (bias > 0 ? 50 : 0))];
        var learner = new LinearSupportVectorClassifier { BiasFeature = bias, Tolerance = 1e-8 };
        var (one, other) = (learner.Fit(LinearGolden.Data(rows, y, [], isOfClasses: true), FitContext.Default).Planes[0], learner.Fit(LinearGolden.Data(others, y, [], isOfClasses: true), FitContext.Default).Planes[0]);
        LinearGolden.AssertNear([one.Weights[0], one.Weights[1], one.Bias - (bias > 0 ? 50 * one.Weights[1] : 0)], [1000 * other.Weights[0], other.Weights[1], other.Bias], 1e-6);
    }

    [Fact]
    public void Probabilities_of_a_linear_machine_are_near_the_true_ones()
    {
        var data = Odds(1_500, 1);
        var model = new LinearSupportVectorClassifier { Probabilities = true }.Fit(data, FitContext.Default);
        foreach (var x in new[] { -1f, 0, 1.5f })
            Assert.Equal(1 / (1 + Math.Exp(-2 * x)), model.PredictProbability([x, 0]), 0.06);
        var both = new float[2];
        model.PredictProbabilities([0.3f, 0], both);
        Assert.Equal(1, both.Sum(), 1e-6f);
        Assert.Equal(model.PredictProbability([0.3f, 0]), both[1]);
    }

    [Fact]
    public void Probabilities_of_a_kernel_machine_are_near_the_true_ones_and_come_back_from_the_file()
    {
        var model = new SupportVectorClassifier { Kernel = Kernel.Rbf(0.1), Probabilities = true }.Fit(Odds(600, 1), FitContext.Default);
        foreach (var x in new[] { -1f, 0, 1f })
            Assert.Equal(1 / (1 + Math.Exp(-2 * x)), model.PredictProbability([x, 0]), 0.1);
        var writer = new ModelWriter(SupportVectorMachine.ModelKind, SupportVectorMachine.ModelVersion, SupportVectorMachine.ModelVersion);
        model.Save(writer);
        using var reader = ModelReader.Parse(writer.ToArray(), "model");
        Assert.Equal(model.PredictProbability([0.4f, 1]), SupportVectorMachine.Load(reader).PredictProbability([0.4f, 1]));
    }

    [Theory]
    [InlineData(MulticlassScheme.OneAgainstOne)]
    [InlineData(MulticlassScheme.OneAgainstRest)]
    public void Probabilities_of_three_classes_add_up_and_agree_with_the_classes(MulticlassScheme scheme)
    {
        var random = new RandomStream(9);
        double[] rows = [.. Enumerable.Range(0, 600).Select(_ => 2 * random.NextGaussian())], y = [.. Enumerable.Range(0, 300).Select(i => rows[2 * i] > 0.8 ? 2.0 : rows[2 * i + 1] > 0 ? 1 : 0)];
        var data = LinearGolden.Data(rows, y, [], isOfClasses: true);
        var model = new SupportVectorClassifier { Probabilities = true, Scheme = scheme }.Fit(data, FitContext.Default);
        var features = model.Encode(data.Table);
        var (probabilities, classes) = (new float[900], new int[300]);
        model.PredictProbabilities(features, probabilities);
        model.Classify(features, classes);
        var same = 0;
        for (var i = 0; i < 300; i++)
        {
            var own = probabilities.AsSpan(3 * i, 3).ToArray();
            Assert.Equal(1, own.Sum(), 1e-5f);
            same += Array.IndexOf(own, own.Max()) == classes[i] ? 1 : 0;
        }

        Assert.InRange(same, 285, 300);
    }

    [Fact]
    public void One_part_of_the_rows_calibrates_nearly_as_well_as_all_of_them()
    {
        var random = new RandomStream(8);
        double[] x = [.. Enumerable.Range(0, 900).Select(_ => random.NextGaussian())];
        var data = new TabularData(new Table([new NumberColumn("x", x), new CategoryColumn("y", [.. x.Select(own => random.NextDouble() < 1 / (1 + Math.Exp(-2 * own)) ? 1 : 0)], ["no", "yes"])]), "y");
        foreach (var fits in new[] { 1, 5 })
        {
            var model = new SupportVectorClassifier { Kernel = Kernel.Linear, Probabilities = true, CalibrationFits = fits }.Fit(data, FitContext.Default);
            foreach (var (at, probability) in new[] { (-1f, 0.119), (0f, 0.5), (1f, 0.881) })
                Assert.Equal(probability, model.PredictProbability([at]), 0.1);
        }

        Assert.Contains("CalibrationFits", Assert.Throws<ArgumentException>(() => new SupportVectorClassifier { CalibrationFits = 6 }.Fit(data, FitContext.Default)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Pairs_that_follow_from_probabilities_give_them_back()
    {
        double[] truth = [0.5, 0.3, 0.15, 0.05];
        double[] pairs = [.. Enumerable.Range(0, 4).SelectMany(i => Enumerable.Range(i + 1, 3 - i).Select(j => truth[i] / (truth[i] + truth[j])))];
        var found = new double[4];
        PairwiseCoupling.Solve(pairs, new double[16], found);
        LinearGolden.AssertNear(truth, found, 1e-9);
    }

    [Fact]
    public void Faults_are_told_with_the_way_out()
    {
        var data = Odds(30, 1);
        Assert.Contains("fitted without probabilities", Assert.Throws<InvalidOperationException>(() => new LinearSupportVectorClassifier().Fit(data, FitContext.Default).PredictProbability([1, 1])).Message, StringComparison.Ordinal);
        Assert.Contains("C is 0; expected", Assert.Throws<ArgumentException>(() => new LinearSupportVectorRegression { C = 0 }.Fit(data, FitContext.Default)).Message, StringComparison.Ordinal);
        var rare = LinearGolden.Data([1, 2, 3, 4], [0, 0, 0, 1], [], isOfClasses: true);
        Assert.Equal("too-few-rows", Assert.Throws<DataException>(() => new LinearSupportVectorClassifier { Probabilities = true }.Fit(rare, FitContext.Default)).Code);
        Assert.Throws<NotConvergedException>(() => new LinearSupportVectorClassifier { MostEpochs = 1, Tolerance = 1e-9 }.Fit(data, FitContext.Default));
    }

    [Theory]
    [InlineData("three")]
    [InlineData("regression")]
    public void A_machine_is_read_from_its_file(string name)
    {
        var model = Fitted(name, shrinking: true);
        var writer = new ModelWriter(LinearMachine.ModelKind, LinearMachine.ModelVersion, LinearMachine.ModelVersion);
        model.Save(writer);
        using var reader = ModelReader.Parse(writer.ToArray(), "model");
        var (one, other) = (new double[model.Planes.Count], new double[model.Planes.Count]);
        model.Decide([1, 2, 3, 4, 5], one);
        LinearMachine.Load(reader).Decide([1, 2, 3, 4, 5], other);
        Assert.Equal(one, other);
    }

    private static LinearMachine Fitted(string name, bool shrinking)
    {
        var isNumber = name.StartsWith("regression", StringComparison.Ordinal);
        var data = LinearGolden.Data(
            LinearGolden.Numbers(s_golden.GetProperty("rows")), LinearGolden.Numbers(s_golden.GetProperty(isNumber ? "number" : string.Equals(name, "three", StringComparison.Ordinal) ? "three" : "two")),
            name.EndsWith("weighted", StringComparison.Ordinal) ? LinearGolden.Numbers(s_golden.GetProperty("weights")) : [], isOfClasses: !isNumber);
        if (isNumber)
            return new LinearSupportVectorRegression
            {
                C = 1.5, Epsilon = 0.2, Standardises = false, Loss = name.Length == "regression".Length ? SupportVectorLoss.SquaredHinge : SupportVectorLoss.Hinge, Tolerance = 1e-9, MostEpochs = 1_000_000, Shrinking = shrinking,
            }.Fit(data, FitContext.Default);
        var learner = new LinearSupportVectorClassifier { C = 0.7, Standardises = false, Tolerance = 1e-9, MostEpochs = 1_000_000, Shrinking = shrinking };
        learner = name switch
        {
            "hinge" => learner with { Loss = SupportVectorLoss.Hinge, BiasFeature = 2 },
            "hinge weighted" => learner with { Loss = SupportVectorLoss.Hinge, ClassWeights = new Dictionary<string, double>(StringComparer.Ordinal) { ["0"] = 0.5, ["1"] = 3 } },
            "squared without bias" => learner with { BiasFeature = 0 },
            _ => learner,
        };
        return learner.Fit(data, FitContext.Default);
    }

    /// <summary>Two features, of which the first alone decides, with the odds e²ˣ.</summary>
    private static TabularData Odds(int rows, ulong seed)
    {
        var random = new RandomStream(seed);
        double[] values = [.. Enumerable.Range(0, 2 * rows).Select(_ => random.NextGaussian())];
        return LinearGolden.Data(values, [.. Enumerable.Range(0, rows).Select(i => random.NextDouble() < 1 / (1 + Math.Exp(-2 * values[2 * i])) ? 1.0 : 0)], [], isOfClasses: true);
    }
}
