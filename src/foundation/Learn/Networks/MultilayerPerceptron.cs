using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Learn.Linear;
using Kirana.Numerics.Kernels;

namespace Kirana.Learn.Networks;

/// <summary>A multilayer perceptron: layers of units, each a bent weighted sum of the units below, fitted by back-propagation.</summary>
/// <remarks>
/// Rumelhart, Hinton and Williams, Nature 323 (1986). It learns a number, two classes or more by the target's kind: the loss is half the mean
/// squared error of the standardised target, or the mean logistic or softmax loss. Batches are drawn
/// without replacement, shuffled each epoch; a row's weight by the mean weight multiplies its part of the gradient, and rows of weight 0 are left out.
/// Defaults are scikit-learn's, but for <see cref="WeightDecay"/>, whose 10⁻⁴ there is divided by the batch's rows and next to nothing, and for
/// features, which are standardised here. Features are numbers without gaps. Cost: about 6·weights operations for each row and epoch. Immutable and
/// thread-safe; the same bytes at any number of threads.
/// </remarks>
public sealed record MultilayerPerceptron : IEstimator<FeedforwardNetwork>
{
    /// <summary>The units of each hidden layer, each at least 1; one layer of 100 by default. None makes the model linear.</summary>
    public IReadOnlyList<int> Hidden { get; init; } = [100];

    /// <summary>What a hidden unit makes of its sum; <see cref="Networks.Activation.Relu"/> by default.</summary>
    public Activation Activation { get; init; } = Activation.Relu;

    /// <summary>Where the weights begin; <see cref="Networks.WeightStart.Normalized"/> by default.</summary>
    public WeightStart WeightStart { get; init; }

    /// <summary>How weights follow their gradients; <see cref="NetworkOptimizer.Adam"/> by default.</summary>
    public NetworkOptimizer Optimizer { get; init; } = NetworkOptimizer.Adam;

    /// <summary>η, above 0 and finite; 0.001 by default.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>How η changes from epoch to epoch; not at all by default.</summary>
    public RateSchedule Schedule { get; init; }

    /// <summary>The decay of schedules that have one, above 0 and finite; 0.01 by default. Below 1 for <see cref="RateSchedule.Exponential"/>.</summary>
    public double Decay { get; init; } = 0.01;

    /// <summary>γ of <see cref="NetworkOptimizer.Momentum"/> in [0, 1); 0.9 by default.</summary>
    public double Momentum { get; init; } = 0.9;

    /// <summary>λ of ½λ‖W‖², by which the loss grows with the weights, not the biases; from 0 up and finite, 0 by default.</summary>
    public double WeightDecay { get; init; }

    /// <summary>The share of hidden units that a row drops while the network learns, from 0 up, below 1; 0 by default.</summary>
    public double Dropout { get; init; }

    /// <summary>The most passes over all rows, at least 1; 200 by default.</summary>
    public int Epochs { get; init; } = 200;

    /// <summary>Rows in a batch, at least 1; 200 by default.</summary>
    public int BatchRows { get; init; } = 200;

    /// <summary>The share of rows that are kept to judge each epoch where the context brings no validation rows, from 0 up, below 1; by default,
    /// 0, none are.</summary>
    public double ValidationShare { get; init; }

    /// <summary>The fit ends when the loss, of validation rows where there are some, has not fallen by <see cref="Tolerance"/> for so many epochs,
    /// at least 1; 10 by default. With validation rows the weights of the best epoch are the result, else those of the last.</summary>
    public int Patience { get; init; } = 10;

    /// <summary>What counts as a fall of the loss, from 0 up and finite; 10⁻⁴ by default.</summary>
    public double Tolerance { get; init; } = 1e-4;

    /// <summary>Whether features are centred and divided by their deviation inside the model; by default they are.</summary>
    public bool Standardises { get; init; } = true;

    /// <inheritdoc/>
    /// <exception cref="DataException">Also <c>wrong-kind</c>: a feature is no number; <c>missing-value</c>: a feature is missing or infinite; <c>one-class</c>.</exception>
    /// <exception cref="NotConvergedException">The loss grows beyond all bounds.</exception>
    public FeedforwardNetwork Fit(TabularData data, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(context);
        Check();
        var targets = Targets.Of(data);
        if (targets.Labels.Length == 1)
            throw new DataException($"The target is always '{targets.Labels[0]}'; expected two classes or more.") { Code = "one-class", Column = data.Target?.Name };
        if (targets.Labels.Length == 0)
            NetworkRows.CheckNumbers(targets.Values, data.Target?.Name);
        return new NetworkFit(this, data, DesignMatrix.Of(data), targets, context).Run();
    }

    /// <summary>η of an epoch, from 0 up.</summary>
    internal double RateOf(int epoch) => LearningRate * Schedule switch
    {
        RateSchedule.InverseTime => 1 / (1 + epoch * Decay),
        RateSchedule.Exponential => Elementary.Exp(epoch * Elementary.Log(Decay)),
        RateSchedule.Linear => 1 - (double)epoch / Epochs,
        _ => 1,
    };

    private void Check()
    {
        var faults = new List<string>();
        if (Hidden.Any(units => units < 1))
            faults.Add($"{nameof(Hidden)} is {string.Join(", ", Hidden)}; expected at least 1 unit in each layer");
        if (!Enum.IsDefined(Activation))
            faults.Add($"{nameof(Activation)} is {Activation}; expected a known one");
        if (!Enum.IsDefined(WeightStart))
            faults.Add($"{nameof(WeightStart)} is {WeightStart}; expected a known one");
        if (!Enum.IsDefined(Optimizer))
            faults.Add($"{nameof(Optimizer)} is {Optimizer}; expected a known one");
        if (LearningRate is not (> 0 and < double.PositiveInfinity))
            faults.Add($"{nameof(LearningRate)} is {LearningRate}; expected a finite number above 0");
        if (!Enum.IsDefined(Schedule))
            faults.Add($"{nameof(Schedule)} is {Schedule}; expected a known one");
        if (Decay is not (> 0 and < double.PositiveInfinity) || (Schedule == RateSchedule.Exponential && Decay >= 1))
            faults.Add($"{nameof(Decay)} is {Decay}; expected a finite number above 0, of an exponential schedule below 1");
        if (Momentum is not (>= 0 and < 1))
            faults.Add($"{nameof(Momentum)} is {Momentum}; expected a number from 0 up, below 1");
        if (WeightDecay is not (>= 0 and < double.PositiveInfinity))
            faults.Add($"{nameof(WeightDecay)} is {WeightDecay}; expected a finite number from 0 up");
        if (Dropout is not (>= 0 and < 1))
            faults.Add($"{nameof(Dropout)} is {Dropout}; expected a number from 0 up, below 1");
        if (Epochs < 1)
            faults.Add($"{nameof(Epochs)} is {Epochs}; expected at least 1");
        if (BatchRows < 1)
            faults.Add($"{nameof(BatchRows)} is {BatchRows}; expected at least 1");
        if (ValidationShare is not (>= 0 and < 1))
            faults.Add($"{nameof(ValidationShare)} is {ValidationShare}; expected a number from 0 up, below 1");
        if (Patience < 1)
            faults.Add($"{nameof(Patience)} is {Patience}; expected at least 1");
        if (Tolerance is not (>= 0 and < double.PositiveInfinity))
            faults.Add($"{nameof(Tolerance)} is {Tolerance}; expected a finite number from 0 up");
        if (faults.Count > 0)
            throw new ArgumentException($"{nameof(MultilayerPerceptron)} cannot be fitted: {string.Join("; ", faults)}.");
    }
}
