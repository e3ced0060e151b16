using Kirana.Learn.Linear;
using Kirana.Learn.Networks;

namespace Kirana.Learn.Exports;

public static partial class OnnxFile
{
    /// <summary>Writes a linear model: a number.</summary>
    /// <param name="model">The model.</param>
    /// <param name="stream">Takes the file; stays open.</param>
    /// <exception cref="IOException">The stream cannot be written.</exception>
    public static void Write(LinearModel model, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(stream);
        var graph = Described(model.Columns, [], "plane");
        Cast(graph, Planes(graph, model.Coefficients, [model.Intercept]), Prediction, OnnxElement.Float);
        graph.AddOutput(Prediction, OnnxElement.Float, 1);
        graph.WriteTo(stream);
    }

    /// <summary>Writes a log-linear model: a number.</summary>
    /// <param name="model">The model.</param>
    /// <param name="stream">Takes the file; stays open.</param>
    /// <exception cref="IOException">The stream cannot be written.</exception>
    public static void Write(LogLinearModel model, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(stream);
        var graph = Described(model.Columns, [], "plane");
        var score = Planes(graph, model.Coefficients, [model.Intercept]);
        Cast(graph, graph.Add("Exp", [score], "mean"), Prediction, OnnxElement.Float);
        graph.AddOutput(Prediction, OnnxElement.Float, 1);
        graph.WriteTo(stream);
    }

    /// <summary>Writes a logistic model: probabilities of classes.</summary>
    /// <param name="model">The model.</param>
    /// <param name="stream">Takes the file; stays open.</param>
    /// <exception cref="IOException">The stream cannot be written.</exception>
    public static void Write(LogisticModel model, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(stream);
        var graph = Described(model.Columns, model.Labels, "planes");
        var outputs = model.Outputs;
        var weights = new double[model.Features * outputs];
        for (var k = 0; k < outputs; k++)
            for (var f = 0; f < model.Features; f++)
                weights[f * outputs + k] = model.Coefficients(k)[f];
        double[] intercepts = [.. Enumerable.Range(0, outputs).Select(model.Intercept)];
        AddLinkedClasses(graph, Cast(graph, Planes(graph, weights, intercepts), "score", OnnxElement.Float), outputs, model.Labels);
        graph.WriteTo(stream);
    }

    /// <summary>Writes a network: a number, or probabilities of classes.</summary>
    /// <param name="model">The model.</param>
    /// <param name="stream">Takes the file; stays open.</param>
    /// <exception cref="ArgumentException">The model does not fit into 2 GB.</exception>
    /// <exception cref="IOException">The stream cannot be written.</exception>
    public static void Write(FeedforwardNetwork model, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(stream);
        var graph = Described(model.Columns, model.Labels, "network");
        var wide = graph.Add("Sub", [Cast(graph, Features, "wide", OnnxElement.Double), graph.AddConstant("means", model.Scale.Means, model.Features)], "centred");
        wide = graph.Add("Mul", [wide, graph.AddConstant("factors", model.Scale.Factors, model.Features)], "standardised");
        var values = Cast(graph, wide, "values0", OnnxElement.Float);
        for (var l = 0; l < model.Layers; l++)
        {
            var layer = model.Dense[l];
            values = graph.Add("Gemm", [values, graph.AddConstant($"weight{l}", layer.Weights, layer.Inputs, layer.Outputs), graph.AddConstant($"bias{l}", layer.Bias, layer.Outputs)], $"sums{l}");
            if (l < model.Layers - 1)
                values = Activated(graph, model.Activation, values, $"{l + 1}");
        }

        if (model.Classes > 0)
        {
            AddLinkedClasses(graph, values, model.Dense[^1].Outputs, model.Labels);
        }
        else
        {
            var scaled = graph.Add("Mul", [Cast(graph, values, "wide_score", OnnxElement.Double), graph.AddConstant("spread", [model.Target.Spread])], "scaled");
            Cast(graph, graph.Add("Add", [scaled, graph.AddConstant("centre", [model.Target.Centre])], "number"), Prediction, OnnxElement.Float);
            graph.AddOutput(Prediction, OnnxElement.Float, 1);
        }

        graph.WriteTo(stream);
    }

    /// <summary>x·W + b in double.</summary>
    private static string Planes(OnnxGraph graph, ReadOnlySpan<double> weights, double[] intercepts)
    {
        var products = graph.Add("MatMul", [Cast(graph, Features, "wide", OnnxElement.Double), graph.AddConstant("weight", weights, weights.Length / intercepts.Length, intercepts.Length)], "products");
        return graph.Add("Add", [products, graph.AddConstant("intercept", intercepts, intercepts.Length)], "wide_score");
    }

    private static string Activated(OnnxGraph graph, Activation activation, string sums, string suffix)
    {
        var values = $"values{suffix}";
        switch (activation)
        {
            case Activation.Relu:
                return graph.Add("Relu", [sums], values);
            case Activation.Tanh:
                return graph.Add("Tanh", [sums], values);
            case Activation.Logistic:
                return graph.Add("Sigmoid", [sums], values);
            default:
                // x·(1 + 0.044715·x²), times √(2/π).
                var square = graph.Add("Mul", [graph.Add("Mul", [sums, sums], $"square{suffix}"), graph.AddConstant($"cubic{suffix}", Networks.Kernels.Gelu.Cubic)], $"cubed{suffix}");
                var one = graph.AddConstant($"one{suffix}", 1);
                var argument = graph.Add("Mul", [sums, graph.Add("Add", [square, one], $"inner{suffix}")], $"unscaled{suffix}");
                argument = graph.Add("Mul", [argument, graph.AddConstant($"scale{suffix}", Networks.Kernels.Gelu.Scale)], $"argument{suffix}");
                var share = graph.Add("Add", [graph.Add("Tanh", [argument], $"tangent{suffix}"), one], $"share{suffix}");
                return graph.Add("Mul", [graph.Add("Mul", [sums, graph.AddConstant($"half{suffix}", 0.5f)], $"halved{suffix}"), share], values);
        }
    }

    private static void AddLinkedClasses(OnnxGraph graph, string score, int outputs, IReadOnlyCollection<string> labels)
    {
        if (outputs == 1)
            AddTwoClasses(graph, graph.Add("Sigmoid", [score], "probability"), labels);
        else
            AddClasses(graph, graph.Add("Softmax", [score], Probabilities, [OnnxAttribute.Of("axis", 1)]), labels.Count, labels);
    }

    private static string Cast(OnnxGraph graph, string tensor, string output, OnnxElement element) => graph.Add("Cast", [tensor], output, [OnnxAttribute.Of("to", (long)element)]);
}
