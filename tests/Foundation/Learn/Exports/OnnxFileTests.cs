using System.Text.Json;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Learn;
using Kirana.Learn.Binning;
using Kirana.Learn.Boosting;
using Kirana.Learn.Exports;
using Kirana.Learn.Forests;
using Kirana.Learn.Objectives;
using Kirana.Learn.Trees;
using Kirana.Numerics.Random;

namespace Kirana.Tests.Foundation.Learn.Exports;

/// <summary>What ONNX Runtime makes of an exported model, beside what the model itself predicts.</summary>
public sealed class OnnxFileTests
{
    private const double Tolerance = 1e-5;

    private static readonly GradientBoosting s_boosting = new() { Trees = 30, Leaves = 12, MinRowsPerLeaf = 5 };

    public static TheoryData<string> Numbers => ["squared", "absolute", "huber", "poisson", "tweedie", "dart", "goss"];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Boosted_numbers_are_those_of_the_model(string kind)
    {
        var rows = Rows(categories: 40, kind is "poisson" or "tweedie" ? t => MathF.Round(MathF.Abs(t)) : t => t);
        var learner = kind switch
        {
            "absolute" => s_boosting with { Objective = Objective.Absolute },
            "huber" => s_boosting with { Objective = Objective.Huber() },
            "poisson" => s_boosting with { Objective = Objective.Poisson },
            "tweedie" => s_boosting with { Objective = Objective.Tweedie() },
            "dart" => s_boosting with { DropRate = 0.3, SkipDrop = 0 },
            "goss" => s_boosting with { Sampling = RowSampling.GradientOneSide },
            _ => s_boosting,
        };
        var model = learner.Fit(rows, Examples.OneThread);
        Assert.Contains(model.Trees, tree => Enumerable.Range(0, tree.Nodes).Any(tree.IsCategorical));

        using var run = new OnnxRun(stream => OnnxFile.Write(model, stream));
        var test = Strange(rows.Matrix());
        Assert.Equal(["score", "prediction"], run.Outputs);
        Close(Predictions(model, test), run.Floats("prediction", test, 7));
        Close(Scores(model, test), run.Floats("score", test, 7));
    }

    [Fact]
    public void Boosted_probabilities_and_labels_are_those_of_the_model()
    {
        var rows = Rows(categories: 40, t => t > 1 ? 1 : 0);
        var model = (s_boosting with { Objective = Objective.Logistic }).Fit(rows, Examples.OneThread);
        using var run = new OnnxRun(stream => OnnxFile.Write(model, stream));
        var test = Strange(rows.Matrix());
        Close(Scores(model, test), run.Floats("score", test, 7));
        CheckClasses(model, model.Labels, run, test);
    }

    [Fact]
    public void Boosted_classes_are_those_of_the_model()
    {
        var rows = Rows(categories: 40, t => t < 0.5f ? 0 : t < 2 ? 1 : 2);
        var model = (s_boosting with { Objective = Objective.Softmax(3) }).Fit(rows, Examples.OneThread);
        using var run = new OnnxRun(stream => OnnxFile.Write(model, stream));
        var test = Strange(rows.Matrix());
        Close(Scores(model, test), run.Floats("score", test, 7));
        CheckClasses(model, model.Labels, run, test);
    }

    [Fact]
    public void Ranking_scores_are_those_of_the_model()
    {
        var rows = Rows(categories: 10, t => Math.Clamp(MathF.Round(t), 0, 4)) with { GroupSizes = [.. Enumerable.Repeat(20, 60)] };
        var model = (s_boosting with { Objective = Objective.LambdaMart() }).Fit(rows, Examples.OneThread);
        using var run = new OnnxRun(stream => OnnxFile.Write(model, stream));
        var (test, expected) = (rows.Matrix(), new float[rows.Rows]);
        model.PredictScores(test, expected);
        Close(expected, run.Floats("prediction", test, 7));
    }

    [Fact]
    public void Forests_are_averaged_as_the_model_does()
    {
        foreach (ForestLearner learner in new ForestLearner[] { new RandomForest { Trees = 25 }, new ExtraTrees { Trees = 25 } })
        {
            var rows = Rows(categories: 40, t => t);
            var test = Strange(rows.Matrix());
            var numbers = learner.Fit(rows, [], Examples.OneThread);
            var expected = new float[rows.Rows];
            numbers.Predict(test, expected);
            using (var run = new OnnxRun(stream => OnnxFile.Write(numbers, stream)))
                Close(expected, run.Floats("prediction", test, 7));

            var two = learner.Fit(Rows(categories: 40, t => t > 1 ? 1 : 0), ["no", "yes"], Examples.OneThread);
            using (var run = new OnnxRun(stream => OnnxFile.Write(two, stream)))
                CheckClasses(two, two.Labels, run, test);

            var three = learner.Fit(Rows(categories: 40, t => t < 0.5f ? 0 : t < 2 ? 1 : 2), ["few", "some", "many"], Examples.OneThread);
            using (var run = new OnnxRun(stream => OnnxFile.Write(three, stream)))
                CheckClasses(three, three.Labels, run, test);
        }
    }

    [Fact]
    public void Single_trees_are_those_of_the_model()
    {
        var learner = new DecisionTree { MinRowsPerLeaf = 3 };
        var rows = Rows(categories: 40, t => t);
        var test = Strange(rows.Matrix());
        var number = learner.Fit(rows, [], Examples.OneThread);
        var expected = new float[rows.Rows];
        number.Predict(test, expected);
        using (var run = new OnnxRun(stream => OnnxFile.Write(number, stream)))
            Close(expected, run.Floats("prediction", test, 7));

        var two = learner.Fit(Rows(categories: 40, t => t > 1 ? 1 : 0), ["no", "yes"], Examples.OneThread);
        using (var run = new OnnxRun(stream => OnnxFile.Write(two, stream)))
            CheckClasses(two, two.Labels, run, test);

        var three = learner.Fit(Rows(categories: 40, t => t < 0.5f ? 0 : t < 2 ? 1 : 2), ["few", "some", "many"], Examples.OneThread);
        using (var run = new OnnxRun(stream => OnnxFile.Write(three, stream)))
            CheckClasses(three, three.Labels, run, test);
    }

    [Fact]
    public void Models_that_never_split_still_answer()
    {
        var constant = Rows(categories: 3, _ => 4);
        float[] row = [1, 2, float.NaN, 4, 5, 6, 0];
        var boosted = s_boosting.Fit(constant, Examples.OneThread);
        using (var run = new OnnxRun(stream => OnnxFile.Write(boosted, stream)))
            Assert.Equal([4f], run.Floats("prediction", row, 7));
        using (var run = new OnnxRun(stream => OnnxFile.Write(boosted.Truncate(0), stream)))
            Assert.Equal([4f], run.Floats("prediction", row, 7));

        var forest = new RandomForest { Trees = 3 }.Fit(constant, [], Examples.OneThread);
        using (var run = new OnnxRun(stream => OnnxFile.Write(forest, stream)))
            Assert.Equal([4f], run.Floats("prediction", row, 7));

        var one = new DecisionTree().Fit(Rows(categories: 3, _ => 0), ["only"], Examples.OneThread);
        using (var run = new OnnxRun(stream => OnnxFile.Write(one, stream)))
            Assert.Equal(("only", 1f), (run.Run<string>("label", row, 7).Single(), run.Floats("probabilities", row, 7).Single()));
    }

    [Fact]
    public void Tells_names_levels_and_labels()
    {
        var columns = new TableColumns<Cup>().Number("price", c => c.Price).Category("colour", c => c.Colour).Category("sold", c => c.Sold);
        var cups = Enumerable.Range(0, 200).Select(i => new Cup(i % 10, i % 3 == 0 ? "red, \"dark\"" : i % 3 == 1 ? "blau-grün" : "white", i % 3 == 0 && i % 10 > 4 ? "yes" : "no"));
        var data = TabularData.From(cups, columns, target: "sold");
        var model = new GradientBoosting { Trees = 20, MinRowsPerLeaf = 5, CategorySmoothing = 0 }.Fit(data, FitContext.Default);

        using var run = new OnnxRun(stream => OnnxFile.Write(model, stream));
        var features = JsonDocument.Parse(run.Metadata["features"]).RootElement.EnumerateArray().ToArray();
        Assert.Equal(["price", "colour"], features.Select(feature => feature.GetProperty("name").GetString()));
        Assert.Equal([false, true], features.Select(feature => feature.GetProperty("categorical").GetBoolean()));
        string[] levels = [.. features[1].GetProperty("levels").EnumerateArray().Select(level => level.GetString()!)];
        Assert.Equal(["blau-grün", "red, \"dark\"", "white"], levels.Order(StringComparer.Ordinal));
        Assert.Equal(["no", "yes"], JsonDocument.Parse(run.Metadata["labels"]).RootElement.EnumerateArray().Select(label => label.GetString()));
        Assert.Equal("logistic", run.Metadata["objective"]);
        Assert.Equal(["yes", "no", "no"], run.Run<string>("label", [7, Array.IndexOf(levels, "red, \"dark\""), 7, Array.IndexOf(levels, "white"), 7, float.NaN], 2));
    }

    [Fact]
    public void A_stump_has_the_bytes_that_the_format_asks_for()
    {
        var lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "golden", "Learn", "exports", "stump.onnx.txt"));
        var expected = Convert.FromHexString(string.Concat(lines.Select(line => line.Split('#')[0].Replace(" ", "", StringComparison.Ordinal))));
        var tree = Tree.From([
            new TreeNode { Feature = 0, Left = 1, Threshold = 2.5f, MissingLeft = true }, new TreeNode { Feature = -1, Value = 1 }, new TreeNode { Feature = -1, Value = -1 }]);
        var model = new BoostedTrees("squared", Link.Identity, [10], [tree], [new FeatureColumn("price", false)], [], []);
        Assert.Equal(Convert.ToHexString(expected), Convert.ToHexString(Bytes(model)));
        using var run = new OnnxRun(stream => stream.Write(expected));
        Assert.Equal([11, 9, 11], run.Floats("prediction", [2.5f, 2.6f, float.NaN], 1));
    }

    [Fact]
    public void Equal_models_give_equal_bytes()
    {
        var rows = Rows(categories: 40, t => t);
        Assert.Equal(Bytes(s_boosting.Fit(rows, Examples.OneThread)), Bytes(s_boosting.Fit(rows, new FitContext { Threads = 2 })));
    }

    [Fact]
    public void A_split_of_many_categories_is_followed_and_one_of_too_many_refused()
    {
        // Every second code: two tests for each.
        static BoostedTrees Split(int codes, bool missingLeft) => Model(Tree.From([
            new TreeNode { Feature = 0, Left = 1, Categories = [.. Enumerable.Range(1, codes).Select(code => 2 * code)], Threshold = float.NaN, MissingLeft = missingLeft },
            new TreeNode { Feature = -1, Value = 2 }, new TreeNode { Feature = -1, Value = 3 }]));
        float[] codes = [0, 1, 2, 2.9f, 3, 500, 999, 1000, 1001, 3e9f, -1, -0.1f, float.NaN];
        using (var run = new OnnxRun(stream => OnnxFile.Write(Split(500, missingLeft: false), stream)))
            Assert.Equal([3, 3, 2, 2, 3, 2, 3, 2, 3, 3, 3, 3, 3], run.Floats("prediction", codes, 1));
        using (var run = new OnnxRun(stream => OnnxFile.Write(Split(499, missingLeft: true), stream)))
            Assert.Equal([3, 3, 2, 2, 3, 2, 3, 3, 3, 2, 2, 2, 2], run.Floats("prediction", codes, 1));

        var exception = Assert.Throws<ArgumentException>(() => Bytes(Split(501, missingLeft: false)));
        Assert.Equal("Tree 0 is too deep for ONNX: 1002 tests follow each other, 1002 of them for one split of 'shop', and at most 1000 are written. Fit with less depth or fewer categories.", exception.Message);
    }

    private static BoostedTrees Model(Tree tree) => new("squared", Link.Identity, [0], [tree], [new FeatureColumn("shop", true)], [], []);

    private static byte[] Bytes(BoostedTrees model)
    {
        using var stream = new MemoryStream();
        OnnxFile.Write(model, stream);
        return stream.ToArray();
    }

    /// <summary>Six numeric features with missing values, one of categories that shifts the target, and weights.</summary>
    private static LabelledRows Rows(int categories, Func<float, float> target)
    {
        var rows = Examples.Regression(1_200);
        var (random, matrix) = (new RandomStream(3), rows.Matrix());
        var (columns, targets, weights) = (new float[7][], new float[1_200], new float[1_200]);
        for (var f = 0; f < 6; f++)
            columns[f] = [.. Enumerable.Range(0, 1_200).Select(i => matrix[i * 6 + f])];
        columns[6] = [.. Enumerable.Range(0, 1_200).Select(i => i % 17 == 0 ? float.NaN : i % categories)];
        for (var i = 0; i < 1_200; i++)
        {
            targets[i] = target(rows.Targets[i] + i % categories * 7 % 5);
            weights[i] = 0.5f + random.Next(4);
        }

        return Examples.Of(columns, targets, false, false, false, false, false, false, true) with { Weights = weights };
    }

    /// <summary>Some values are made what training never saw: infinite, missing, of an unknown category, of no category at all.</summary>
    private static float[] Strange(float[] matrix)
    {
        float[] values = [float.NaN, float.PositiveInfinity, float.NegativeInfinity, -0f];
        float[] codes = [float.NaN, float.PositiveInfinity, float.NegativeInfinity, -0f, -1, -0.5f, 3.7f, 1000, 3e9f, int.MaxValue];
        var random = new RandomStream(9);
        for (var i = 0; i < matrix.Length; i++)
            if (random.Next(8) == 0)
                matrix[i] = i % 7 == 6 ? codes[random.Next(codes.Length)] : values[random.Next(values.Length)];
        return matrix;
    }

    private static void CheckClasses(IMulticlassClassifier model, IReadOnlyList<string> labels, OnnxRun run, float[] rows)
    {
        var expected = new float[rows.Length / model.Features * model.Classes];
        model.PredictProbabilities(rows, expected);
        Close(expected, run.Floats("probabilities", rows, model.Features));
        // Without labels the classes go by their numbers.
        int[] found = labels.Count == 0
            ? [.. run.Run<long>("label", rows, model.Features).Select(place => (int)place)]
            : [.. run.Run<string>("label", rows, model.Features).Select(label => labels.ToList().IndexOf(label))];
        for (var i = 0; i < found.Length; i++)
        {
            var own = expected.AsSpan(i * model.Classes, model.Classes);
            var chosen = own[found[i]];
            foreach (var probability in own)
                Assert.True(chosen >= probability - Tolerance);
        }
    }

    private static float[] Predictions(BoostedTrees model, float[] rows)
    {
        var predictions = new float[rows.Length / model.Features];
        model.Predict(rows, predictions);
        return predictions;
    }

    private static float[] Scores(BoostedTrees model, float[] rows)
    {
        var (scores, own) = (new List<float>(), new double[model.Outputs]);
        for (var i = 0; i < rows.Length; i += model.Features)
        {
            model.Scores(rows.AsSpan(i, model.Features), own);
            scores.AddRange(own.Select(score => (float)score));
        }

        return [.. scores];
    }

    private static void Close(float[] expected, float[] found)
    {
        Assert.Equal(expected.Length, found.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], found[i], Tolerance * Math.Max(1, Math.Abs(expected[i])));
    }

    private sealed record Cup(double Price, string Colour, string Sold);
}
