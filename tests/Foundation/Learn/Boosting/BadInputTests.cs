using Kirana.Data;
using Kirana.Data.ModelFiles;
using Kirana.Learn;
using Kirana.Learn.Binning;
using Kirana.Learn.Boosting;
using Kirana.Learn.Objectives;

namespace Kirana.Tests.Foundation.Learn.Boosting;

public sealed class BadInputTests
{
    private static readonly GradientBoosting s_small = new() { Trees = 5, MinRowsPerLeaf = 1 };

    [Fact]
    public void A_constant_target_gives_the_constant()
    {
        var rows = Examples.Regression(300);
        var model = s_small.Fit(rows with { Targets = [.. Enumerable.Repeat(3.5f, 300)] }, Examples.OneThread);

        Assert.All(model.Trees, tree => Assert.Equal(1, tree.Leaves));
        Assert.Equal(3.5f, model.Predict(rows.Row(1)));
    }

    [Theory]
    [InlineData(0, 1e-3)]
    [InlineData(1, 1 - 1e-3)]
    public void One_class_alone_is_certain_of_itself(float target, double expected)
    {
        var rows = Examples.Regression(300);
        var model = (s_small with { Objective = Objective.Logistic }).Fit(rows with { Targets = [.. Enumerable.Repeat(target, 300)] }, Examples.OneThread);

        Assert.Equal(expected, model.PredictProbability(rows.Row(1)), 1e-3);
    }

    [Fact]
    public void A_column_without_a_value_is_never_split_on()
    {
        var data = Examples.Regression(300);
        var columns = new[] { Enumerable.Repeat(float.NaN, 300).ToArray(), [.. Enumerable.Range(0, 300).Select(i => data.Row(i)[2])] };
        var model = s_small.Fit(Examples.Of(columns, data.Targets), Examples.OneThread);

        Assert.Equal(0, model.Importance(ImportanceKind.Splits)[0]);
        Assert.True(model.Importance(ImportanceKind.Splits)[1] > 0);
    }

    [Fact]
    public void Infinite_values_are_split_like_any_other()
    {
        float[] x = [float.NegativeInfinity, float.NegativeInfinity, 0, 0, float.PositiveInfinity, float.PositiveInfinity, float.NaN, float.NaN];
        float[] y = [1, 1, 2, 2, 3, 3, 9, 9];
        var learner = new GradientBoosting { Trees = 1, LearningRate = 1, MinRowsPerLeaf = 1, MinRowsPerBin = 1 };
        var model = learner.Fit(Examples.Of([x], y), Examples.OneThread);

        for (var i = 0; i < x.Length; i++)
            Assert.Equal(y[i], model.Predict([x[i]]), 1e-5f);
    }

    [Fact]
    public void One_row_gives_its_target()
    {
        var model = s_small.Fit(Examples.Of([[1f]], [2f]), Examples.OneThread);

        Assert.Equal(2, model.Predict([7f]));
    }

    [Fact]
    public void More_leaves_than_rows_stop_at_the_rows()
    {
        var model = (s_small with { Leaves = 1_000, MinRowsPerBin = 1 }).Fit(Examples.Of([[1, 2, 3]], [1, 5, 2]), Examples.OneThread);

        Assert.All(model.Trees, tree => Assert.InRange(tree.Leaves, 1, 3));
    }

    [Fact]
    public void Refuses_what_nothing_can_be_learnt_from()
    {
        var rows = Examples.Regression(20);
        Code("no-rows", Examples.Of([[]], []));
        Code("no-features", new LabelledRows(new RowMajorSource(default, []), []));
        Code("bad-weight", rows with { Weights = [.. Enumerable.Repeat(0f, 20)] });
        Code("bad-weight", rows with { Weights = [.. Enumerable.Repeat(-1f, 20)] });
        Code("bad-weight", rows with { Weights = [.. Enumerable.Repeat(float.NaN, 20)] });
        Code("bad-group", rows with { GroupSizes = [10, 11] });
        Code("bad-group", rows with { GroupSizes = [20, 0] });
        Code("bad-target", rows with { Targets = [.. Enumerable.Repeat(float.NaN, 20)] });
        Code("bad-target", rows with { Targets = [.. Enumerable.Repeat(float.PositiveInfinity, 20)] });
        Assert.Throws<ArgumentException>(() => s_small.Fit(rows with { Weights = [1] }, Examples.OneThread));
        Assert.Throws<ArgumentException>(() => s_small.Fit(rows with { Targets = [1] }, Examples.OneThread));

        static void Code(string code, LabelledRows rows) => Assert.Equal(code, Assert.Throws<DataException>(() => s_small.Fit(rows, Examples.OneThread)).Code);
    }

    [Fact]
    public void Refuses_targets_the_objective_is_not_made_for()
    {
        var rows = Examples.Regression(50);
        foreach (var objective in new[] { Objective.Logistic, Objective.Poisson, Objective.Tweedie(), Objective.Softmax(3) })
        {
            var fault = Assert.Throws<DataException>(() => (s_small with { Objective = objective }).Fit(rows, Examples.OneThread));
            Assert.Equal("bad-target", fault.Code);
            Assert.NotNull(fault.Row);
        }
    }

    [Fact]
    public void Reports_all_wrong_options_together()
    {
        var wrong = new GradientBoosting { Trees = 0, Leaves = 1, LearningRate = double.NaN, L2 = -1, Bins = 99_999, EarlyStoppingRounds = 3, DropRate = 0.1 };
        var message = Assert.Throws<ArgumentException>(() => wrong.Fit(Examples.Regression(20), Examples.OneThread)).Message;

        foreach (var name in new[] { "Trees", "Leaves", "LearningRate", "L2", "Bins", "EarlyStoppingRounds" })
            Assert.Contains(name, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_names_that_no_feature_has()
    {
        var rows = Examples.Regression(50);
        var monotone = s_small with { Monotone = new Dictionary<string, int>(StringComparer.Ordinal) { ["x"] = 1 } };
        Assert.Contains("f0, f1", Assert.Throws<ArgumentException>(() => monotone.Fit(rows, Examples.OneThread)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => (s_small with { Interactions = [["x"]] }).Fit(rows, Examples.OneThread));
        Assert.Throws<ArgumentException>(() => (s_small with { EarlyStoppingRounds = 3 }).Fit(rows, Examples.OneThread));
    }

    [Fact]
    public void Can_be_cancelled()
    {
        using var source = new CancellationTokenSource();
        var context = Examples.OneThread with { Cancellation = source.Token };
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => s_small.Fit(Examples.Regression(50), context));
    }

    [Fact]
    public void Refuses_rows_of_another_width_and_questions_it_cannot_answer()
    {
        var model = s_small.Fit(Examples.Regression(50), Examples.OneThread);

        Assert.Throws<ArgumentException>(() => model.Predict(new float[5]));
        Assert.Throws<ArgumentException>(() => model.Predict(new float[12], new float[3]));
        Assert.Throws<InvalidOperationException>(() => model.PredictProbability(new float[6]));
        Assert.Throws<InvalidOperationException>(() => model.PredictProbabilities(new float[6], new float[2]));
    }

    [Fact]
    public void A_model_file_that_was_cut_changed_or_lies_is_refused()
    {
        var model = s_small.Fit(Examples.Regression(200), Examples.OneThread);
        var bytes = model.ToBytes();
        Assert.Equal(bytes, BoostedTrees.Load(ModelReader.Parse(bytes, "model")).ToBytes());

        Refused(bytes[..^1]);
        for (var at = 0; at < bytes.Length; at += 97)
        {
            var flipped = (byte[])bytes.Clone();
            flipped[at] ^= 0x10;
            Refused(flipped);
        }

        static void Refused(byte[] file) =>
            Assert.Equal("bad-model", Assert.Throws<DataException>(() => BoostedTrees.Load(ModelReader.Parse(file, "model"))).Code);
    }

    [Theory]
    [InlineData("left", 0)]
    [InlineData("left", 1_000)]
    [InlineData("left", -1)]
    [InlineData("feature", 6)]
    [InlineData("feature", -2)]
    [InlineData("tree_start", 2)]
    [InlineData("tree_start", -5)]
    [InlineData("category_start", 9)]
    public void A_well_formed_file_whose_trees_cannot_be_walked_is_refused(string tensor, int value)
    {
        var model = s_small.Fit(Examples.Regression(200), Examples.OneThread);
        var reader = ModelReader.Parse(model.ToBytes(), "model");
        var writer = new ModelWriter(BoostedTrees.ModelKind, 1, 1) { Options = reader.Options };
        foreach (var name in reader.Tensors)
            Copy(reader, writer, name, tensor, value);

        Assert.Equal("bad-model", Assert.Throws<DataException>(() => BoostedTrees.Load(ModelReader.Parse(writer.ToArray(), "model"))).Code);
    }

    private static void Copy(ModelReader reader, ModelWriter writer, string name, string changed, int value)
    {
        switch (name)
        {
            case "feature_name.offsets" or "level.offsets" or "label.offsets":
                break;
            case "feature_name" or "level" or "label":
                writer.AddStrings(name, reader.Strings(name));
                break;
            case "missing_left" or "feature_categorical":
                writer.Add(name, reader.Bytes(name));
                break;
            case "threshold" or "value":
                writer.Add(name, reader.Floats(name));
                break;
            case "gain" or "cover" or "constant" or "validation_loss":
                writer.Add(name, reader.Doubles(name));
                break;
            default:
                var ints = reader.Ints(name);
                if (string.Equals(name, changed, StringComparison.Ordinal))
                    ints[ints.Length > 1 && name.EndsWith("start", StringComparison.Ordinal) ? 1 : 0] = value;
                writer.Add(name, ints);
                break;
        }
    }
}
