using System.Globalization;
using Kirana.Learn.Networks;

namespace Kirana.Pipelines.Learn.Learners;

/// <summary>The options of multilayer perceptrons.</summary>
internal static class NetworkOptions
{
    public static OptionTable<MultilayerPerceptron> Table { get; } = new OptionTable<MultilayerPerceptron>(new MultilayerPerceptron())
        .Other("hidden", "100", "units of each hidden layer, joined by +, such as 64+32, or none", "hidden layers", (l, text) => Layers(text) is { } layers ? l with { Hidden = layers } : null)
        .Word("activation", "what a unit makes of its sum", [("relu", Activation.Relu), ("gelu", Activation.Gelu), ("tanh", Activation.Tanh), ("logistic", Activation.Logistic)], l => l.Activation, (l, v) => l with { Activation = v })
        .Word("optimizer", "how weights follow their gradients", [("adam", NetworkOptimizer.Adam), ("momentum", NetworkOptimizer.Momentum)], l => l.Optimizer, (l, v) => l with { Optimizer = v })
        .Number("learning-rate", "above 0", "size of a step", l => l.LearningRate, (l, v) => l with { LearningRate = v })
        .Number("momentum", "from 0, below 1", "share of the last step that goes on", l => l.Momentum, (l, v) => l with { Momentum = v })
        .Number("weight-decay", "from 0", "price of squared weights", l => l.WeightDecay, (l, v) => l with { WeightDecay = v })
        .Number("dropout", "from 0, below 1", "share of hidden units a row drops while it is learnt", l => l.Dropout, (l, v) => l with { Dropout = v })
        .Whole("epochs", "from 1", "most passes over the rows", l => l.Epochs, (l, v) => l with { Epochs = v })
        .Whole("batch-rows", "from 1", "rows of a step", l => l.BatchRows, (l, v) => l with { BatchRows = v })
        .Number("validation-share", "from 0, below 1", "share of rows kept to judge each epoch", l => l.ValidationShare, (l, v) => l with { ValidationShare = v })
        .Whole("patience", "from 1", "epochs without a gain that end the fit", l => l.Patience, (l, v) => l with { Patience = v })
        .Number("tolerance", "from 0", "what counts as a gain", l => l.Tolerance, (l, v) => l with { Tolerance = v })
        .Flag("standardises", "columns are centred and divided by their deviation", l => l.Standardises, (l, v) => l with { Standardises = v });

    private static int[]? Layers(string text)
    {
        if (text is "none")
            return [];
        var layers = new List<int>();
        foreach (var part in text.Split('+'))
            if (int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var units))
                layers.Add(units);
            else
                return null;
        return [.. layers];
    }
}
