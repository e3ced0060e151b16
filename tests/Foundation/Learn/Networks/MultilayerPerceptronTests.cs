using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.ModelFiles;
using Kirana.Data.Tables;
using Kirana.Learn.Networks;
using Kirana.Numerics.Random;

namespace Kirana.Tests.Foundation.Learn.Networks;

public sealed class MultilayerPerceptronTests
{
    private static readonly MultilayerPerceptron s_learner = new() { Hidden = [24, 12], Epochs = 60, BatchRows = 32, LearningRate = 0.01 };

    [Theory]
    [InlineData(Activation.Relu, NetworkOptimizer.Adam, 0.01)]
    [InlineData(Activation.Gelu, NetworkOptimizer.Adam, 0.01)]
    [InlineData(Activation.Tanh, NetworkOptimizer.Momentum, 0.05)]
    [InlineData(Activation.Logistic, NetworkOptimizer.Adam, 0.02)]
    public void A_product_that_no_plane_can_follow_is_learnt(Activation activation, NetworkOptimizer optimizer, double rate)
    {
        var (data, test) = (Data(600, 1, "number"), Data(300, 2, "number"));
        var model = (s_learner with { Activation = activation, Optimizer = optimizer, LearningRate = rate }).Fit(data, FitContext.Default);
        Assert.InRange(Error(model, test), 0, 0.15);
        Assert.InRange(Error((s_learner with { Hidden = [] }).Fit(data, FitContext.Default), test), 0.8, 2);
    }

    [Theory]
    [InlineData("two", 0.87)]
    [InlineData("three", 0.85)]
    public void Classes_are_told_apart(string target, double share)
    {
        var (data, test) = (Data(600, 1, target), Data(300, 2, target));
        var model = s_learner.Fit(data, FitContext.Default);
        var (rows, probabilities) = (model.Encode(test.Table), new float[300 * model.Classes]);
        model.PredictProbabilities(rows, probabilities);
        var truths = (CategoryColumn)test.Target!;
        var right = 0;
        for (var i = 0; i < 300; i++)
        {
            var own = probabilities.AsSpan(i * model.Classes, model.Classes);
            var best = 0;
            for (var k = 1; k < own.Length; k++)
                best = own[k] > own[best] ? k : best;
            Assert.Equal(1, own.ToArray().Sum(), 1e-5f);
            right += string.Equals(model.Labels[best], truths[i], StringComparison.Ordinal) ? 1 : 0;
        }

        Assert.InRange(right, (int)(300 * share), 300);
        if (model.Classes == 2)
            Assert.Equal(probabilities[1], model.PredictProbability(rows.AsSpan(0, 2)));
    }

    [Theory]
    [InlineData("number", 0.0)]
    [InlineData("three", 0.3)]
    public void The_model_is_the_same_bytes_at_any_number_of_threads(string target, double dropout)
    {
        var learner = s_learner with { Epochs = 3, BatchRows = 64, Dropout = dropout, WeightDecay = 0.01, ValidationShare = 0.2 };
        var expected = Bytes(learner.Fit(Data(300, 1, target), new FitContext { Threads = 1 }));
        foreach (var threads in new[] { 2, 4 })
            Assert.Equal(expected, Bytes(learner.Fit(Data(300, 1, target), new FitContext { Threads = threads })));
        Assert.NotEqual(expected, Bytes(learner.Fit(Data(300, 1, target), new FitContext { Seed = 2 })));
    }

    [Fact]
    public void Stops_when_validation_loss_rises_and_keeps_the_best_epoch()
    {
        var learner = s_learner with { Epochs = 400, Patience = 5, LearningRate = 0.02, BatchRows = 10 };
        var context = new FitContext { Validation = Data(200, 2, "noise") };
        var model = learner.Fit(Data(60, 1, "noise"), context);
        Assert.InRange(model.History.Count, 6, 399);
        Assert.Equal(model.History.MinBy(point => point.ValidationLoss).Epoch, model.BestEpoch);
        // The fit goes the same way to that epoch and no further.
        var shorter = (learner with { Epochs = model.BestEpoch }).Fit(Data(60, 1, "noise"), context);
        Assert.Equal(model.Weights(0).ToArray(), shorter.Weights(0).ToArray());
    }

    [Fact]
    public void Rows_of_weight_0_are_as_if_they_were_not_there()
    {
        var data = Data(200, 1, "number");
        double[] weights = [.. Enumerable.Range(0, 200).Select(row => row % 3 == 0 ? 0.0 : 2.5)];
        var weighted = new TabularData(new Table([.. data.Table.Columns, new NumberColumn("w", weights)]), "y", weight: "w");
        int[] kept = [.. Enumerable.Range(0, 200).Where(row => weights[row] > 0)];
        var learner = s_learner with { Epochs = 3 };
        var (one, other) = (learner.Fit(weighted, FitContext.Default), learner.Fit(data.Take(kept), FitContext.Default));
        for (var i = 0; i < one.Weights(0).Length; i++)
            Assert.Equal(other.Weights(0)[i], one.Weights(0)[i], 1e-4f);
    }

    [Fact]
    public void Weights_begin_within_the_bounds_of_their_law()
    {
        // Steps of next to nothing leave the weights where they began.
        var learner = s_learner with { Epochs = 1, LearningRate = 1e-12 };
        var (normalized, inverse) = (learner.Fit(Data(100, 1, "number"), FitContext.Default), (learner with { WeightStart = WeightStart.InverseRoot }).Fit(Data(100, 1, "number"), FitContext.Default));
        Assert.InRange(normalized.Weights(1).ToArray().Max(MathF.Abs), 0.9f * MathF.Sqrt(6f / 36), MathF.Sqrt(6f / 36));
        Assert.InRange(inverse.Weights(1).ToArray().Max(MathF.Abs), 0.9f / MathF.Sqrt(24), 1 / MathF.Sqrt(24));
        Assert.Equal(0, normalized.Bias(1).ToArray().Max(MathF.Abs), 1e-6f);
        Assert.InRange(inverse.Bias(1).ToArray().Max(MathF.Abs), 0.5f / MathF.Sqrt(24), 1 / MathF.Sqrt(24));
    }

    [Fact]
    public void Weight_decay_makes_weights_smaller()
    {
        var data = Data(300, 1, "number");
        double Norm(double decay) => (s_learner with { WeightDecay = decay, Epochs = 20 }).Fit(data, FitContext.Default).Weights(0).ToArray().Sum(w => (double)w * w);
        Assert.InRange(Norm(0.05), 0, Norm(0) / 2);
    }

    [Fact]
    public void A_model_is_read_from_its_file_and_a_row_alone_predicts_the_same()
    {
        var model = (s_learner with { Epochs = 2 }).Fit(Data(100, 1, "three"), FitContext.Default);
        using var reader = ModelReader.Parse(Bytes(model), "network");
        var loaded = FeedforwardNetwork.Load(reader);
        Assert.Equal(Bytes(model), Bytes(loaded));
        var rows = model.Encode(Data(100, 3, "three").Table);
        var (all, one) = (new float[300], new float[3]);
        loaded.PredictProbabilities(rows, all);
        model.PredictProbabilities(rows.AsSpan(14, 2), one);
        Assert.Equal(all[21..24], one);
    }

    [Fact]
    public void Predicting_a_row_allocates_nothing()
    {
        var model = (s_learner with { Epochs = 1 }).Fit(Data(100, 1, "number"), FitContext.Default);
        float[] row = [0.5f, -1];
        model.Predict(row);
        var before = GC.GetAllocatedBytesForCurrentThread();
        model.Predict(row);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void What_is_missing_in_a_row_is_missing_in_its_prediction()
    {
        var model = (s_learner with { Epochs = 1 }).Fit(Data(100, 1, "number"), FitContext.Default);
        Assert.True(float.IsNaN(model.Predict([float.NaN, 1])));
        Assert.True(float.IsFinite(model.Predict([1, 1])));
    }

    [Fact]
    public void Faults_are_told_with_the_way_out()
    {
        Assert.Contains("Dropout is 1; Patience is 0", Assert.Throws<ArgumentException>(() => new MultilayerPerceptron { Dropout = 1, Patience = 0 }.Fit(Data(50, 1, "number"), FitContext.Default)).Message.Replace(" expected a number from 0 up, below 1;", "", StringComparison.Ordinal), StringComparison.Ordinal);
        var grown = Assert.Throws<NotConvergedException>(() => (s_learner with { Optimizer = NetworkOptimizer.Momentum, LearningRate = 1e6, Hidden = [] }).Fit(Data(50, 1, "number"), FitContext.Default));
        Assert.Contains("LearningRate", grown.Message, StringComparison.Ordinal);
        var missing = new TabularData(new Table([new NumberColumn("a", [1.0, double.NaN]), new NumberColumn("y", [1.0, 2])]), "y");
        Assert.Equal("missing-value", Assert.Throws<DataException>(() => s_learner.Fit(missing, FitContext.Default)).Code);
        Assert.Throws<OperationCanceledException>(() => s_learner.Fit(Data(50, 1, "number"), new FitContext { Cancellation = new CancellationToken(true) }));
    }

    internal static byte[] Bytes(FeedforwardNetwork model)
    {
        var writer = new ModelWriter(FeedforwardNetwork.ModelKind, FeedforwardNetwork.ModelVersion, FeedforwardNetwork.ModelVersion);
        model.Save(writer);
        return writer.ToArray();
    }

    /// <summary>Two features whose product is the number; its sign the class of two; three bands of it; or noise.</summary>
    private static TabularData Data(int rows, ulong seed, string target)
    {
        var random = new RandomStream(seed);
        var (a, b, y) = (new double[rows], new double[rows], new double[rows]);
        for (var i = 0; i < rows; i++)
        {
            (a[i], b[i]) = (random.NextGaussian(), random.NextGaussian());
            y[i] = a[i] * b[i] + 0.1 * random.NextGaussian() + (string.Equals(target, "noise", StringComparison.Ordinal) ? 3 * random.NextGaussian() : 0);
        }

        Column column = target switch
        {
            "two" => new CategoryColumn("y", [.. y.Select(v => v > 0 ? 1 : 0)], ["minus", "plus"]),
            "three" => new CategoryColumn("y", [.. y.Select(v => v > 0.5 ? 2 : v > -0.5 ? 1 : 0)], ["a", "b", "c"]),
            _ => new NumberColumn("y", y),
        };
        return new TabularData(new Table([new NumberColumn("a", a), new NumberColumn("b", [.. b.Select(v => 100 + 10 * v)]), column]), "y");
    }

    /// <summary>The mean squared error as a share of the variance, 1 or so.</summary>
    private static double Error(FeedforwardNetwork model, TabularData test)
    {
        var (predictions, truths) = (new float[test.RowCount], (NumberColumn)test.Target!);
        model.Predict(model.Encode(test.Table), predictions);
        return Enumerable.Range(0, test.RowCount).Average(i => (predictions[i] - truths[i]) * (predictions[i] - truths[i]));
    }
}
