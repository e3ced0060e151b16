using System.Globalization;
using Kirana.Learn.SupportVectors;
using Kirana.Pipelines.Learn.Machines;

namespace Kirana.Pipelines.Learn.Learners;

/// <summary>The options of support vector machines.</summary>
internal static class MachineOptions
{
    private const string Kernels = "rbf[:γ], linear, polynomial[:degree], sigmoid[:γ]";

    public static OptionTable<MachineLearner> Table { get; } = new OptionTable<MachineLearner>(new MachineLearner())
        .Number("c", "above 0", "price of a row beyond the margin", l => l.C, (l, v) => l with { C = v })
        .Other("kernel", "rbf", Kernels, "what similar means; γ is 1 / (columns · variance) where it is not set", (l, text) => KernelOf(text) is { } kernel ? l with { Kernel = kernel } : null)
        .Number("epsilon", "from 0", "error of a number that costs nothing, as a share of the target's deviation", l => l.Epsilon, (l, v) => l with { Epsilon = v })
        .NumbersByName("class-weights", "CLASS:weight, parted by commas", "what C is multiplied by for a class", (l, v) => l with { ClassWeights = v })
        .Whole("calibration-fits", "1 to 5", "fits by which decisions become probabilities: more take longer, and are surer", l => l.CalibrationFits, (l, v) => l with { CalibrationFits = v })
        .Number("tolerance", "above 0", "violation of optimality at which the search ends", l => l.Tolerance, (l, v) => l with { Tolerance = v })
        .Whole("cache-megabytes", "from 1", "memory for columns of the kernel matrix", l => l.CacheMegabytes, (l, v) => l with { CacheMegabytes = v })
        .Whole("most-steps", "from 1", "most steps of the search", l => l.MostSteps, (l, v) => l with { MostSteps = v });

    public static OptionTable<LinearMachineLearner> Linear { get; } = new OptionTable<LinearMachineLearner>(new LinearMachineLearner())
        .Number("c", "above 0", "price of a row beyond the margin", l => l.C, (l, v) => l with { C = v })
        .Number("epsilon", "from 0", "error of a number that costs nothing, as a share of the target's deviation", l => l.Epsilon, (l, v) => l with { Epsilon = v })
        .NumbersByName("class-weights", "CLASS:weight, parted by commas", "what C is multiplied by for a class", (l, v) => l with { ClassWeights = v })
        .Number("tolerance", "above 0", "violation of optimality at which the search ends", l => l.Tolerance, (l, v) => l with { Tolerance = v })
        .Whole("most-epochs", "from 1", "most passes over the rows", l => l.MostEpochs, (l, v) => l with { MostEpochs = v });

    private static Kernel? KernelOf(string text)
    {
        var parts = text.Split(':', 2);
        double? number = null;
        if (parts.Length == 2)
        {
            if (!double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var own))
                return null;
            number = own;
        }

        return parts[0] switch
        {
            "rbf" => Kernel.Rbf(number),
            "linear" when number is null => Kernel.Linear,
            "polynomial" when number is null or (>= 1 and <= 100) => Kernel.Polynomial((int)(number ?? 3), coefficient: 1),
            "sigmoid" => Kernel.Sigmoid(number),
            _ => null,
        };
    }
}
