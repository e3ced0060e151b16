using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Learn;
using Kirana.Learn.Exports;
using Kirana.Learn.Linear;
using Kirana.Learn.Networks;
using Kirana.Numerics.Random;

namespace Kirana.Tests.Foundation.Learn.Exports;

/// <summary>What ONNX Runtime makes of exported linear models and networks, beside what the models themselves predict.</summary>
public sealed class OnnxDenseTests
{
    private const int Rows = 200;

    [Fact]
    public void Linear_numbers_are_those_of_the_model()
    {
        var data = Data("number");
        var (plane, counts) = (new LinearRegression().Fit(data, FitContext.Default), new PoissonRegression { Penalty = 0.1 }.Fit(Data("count"), FitContext.Default));
        Numbers(plane, stream => OnnxFile.Write(plane, stream), plane.Encode(data.Table));
        Numbers(counts, stream => OnnxFile.Write(counts, stream), plane.Encode(data.Table));
    }

    [Theory]
    [InlineData("two")]
    [InlineData("three")]
    public void Logistic_probabilities_are_those_of_the_model(string target)
    {
        var model = new LogisticRegression().Fit(Data(target), FitContext.Default);
        Classes(model, model.Labels, stream => OnnxFile.Write(model, stream), model.Encode(Data(target).Table));
    }

    [Theory]
    [InlineData("number", Activation.Relu)]
    [InlineData("number", Activation.Gelu)]
    [InlineData("two", Activation.Tanh)]
    [InlineData("three", Activation.Logistic)]
    public void Networks_predict_what_the_model_does(string target, Activation activation)
    {
        var model = new MultilayerPerceptron { Hidden = [9, 5], Epochs = 5, Activation = activation }.Fit(Data(target), FitContext.Default);
        var rows = model.Encode(Data(target).Table);
        if (model.Classes == 0)
            Numbers(model, stream => OnnxFile.Write(model, stream), rows);
        else
            Classes(model, model.Labels, stream => OnnxFile.Write(model, stream), rows);
    }

    private static void Numbers(IRegressor model, Action<Stream> write, float[] rows)
    {
        using var run = new OnnxRun(write);
        var expected = new float[Rows];
        model.Predict(rows, expected);
        Close(expected, run.Floats("prediction", rows, model.Features));
    }

    private static void Classes(IMulticlassClassifier model, IReadOnlyList<string> labels, Action<Stream> write, float[] rows)
    {
        using var run = new OnnxRun(write);
        var expected = new float[Rows * model.Classes];
        model.PredictProbabilities(rows, expected);
        Close(expected, run.Floats("probabilities", rows, model.Features));
        var found = run.Run<string>("label", rows, model.Features);
        for (var i = 0; i < Rows; i++)
        {
            var own = expected.AsSpan(i * model.Classes, model.Classes).ToArray();
            Assert.InRange(own[labels.ToList().IndexOf(found[i])], own.Max() - 1e-5f, 1);
        }
    }

    private static void Close(float[] expected, float[] found)
    {
        Assert.Equal(expected.Length, found.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], found[i], 1e-5 * Math.Max(1, Math.Abs(expected[i])));
    }

    private static TabularData Data(string target)
    {
        var random = new RandomStream(4);
        var (a, b, y) = (new double[Rows], new double[Rows], new double[Rows]);
        for (var i = 0; i < Rows; i++)
        {
            // Far from 0, where single precision would lose what varies.
            (a[i], b[i]) = (random.NextGaussian(), 1e6 + random.Next(20));
            y[i] = a[i] + 0.3 * (b[i] - 1e6 - 10) + random.NextGaussian();
        }

        Column column = target switch
        {
            "two" => new CategoryColumn("y", [.. y.Select(v => v > 0 ? 1 : 0)], ["minus", "plus"]),
            "three" => new CategoryColumn("y", [.. y.Select(v => v > 0.5 ? 2 : v > -0.5 ? 1 : 0)], ["a", "b", "c"]),
            "count" => new NumberColumn("y", [.. y.Select(v => Math.Max(0, Math.Round(v)))]),
            _ => new NumberColumn("y", y),
        };
        return new TabularData(new Table([new NumberColumn("a", a), new NumberColumn("b", b), column]), "y");
    }
}
