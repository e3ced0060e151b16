using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Numerics.Kernels;

namespace Kirana.Learn.Linear;

/// <summary>Linear regression by stochastic gradient descent in mini-batches, with momentum.</summary>
/// <remarks>
/// From w = 0: ∇ = Xᵀ(Xw − y)/|batch|, v ← γv − η∇, w ← w + v (Polyak, "Some methods of speeding up the convergence of iteration methods", USSR
/// Computational Mathematics 4, 1964); with <see cref="IsNesterov"/> ∇ is taken at w + γv (Sutskever et al., ICML 2013, eq. 3 and 4). The
/// rows are shuffled before every epoch; the last batch may be smaller. A row's weight, divided by the mean weight, multiplies its part of ∇. Cost:
/// O(n·p) an epoch, and a copy of the table in double. Immutable and thread-safe; runs on one thread.
/// </remarks>
public sealed record StochasticGradientRegression : IEstimator<LinearModel>
{
    /// <summary>η, above 0 and finite; 0.01 by default.</summary>
    public double LearningRate { get; init; } = 0.01;

    /// <summary>How η changes; not at all by default.</summary>
    public RateSchedule Schedule { get; init; }

    /// <summary>The decay of schedules that have one, above 0; 0.01 by default. Below 1 for <see cref="RateSchedule.Exponential"/>.</summary>
    public double Decay { get; init; } = 0.01;

    /// <summary>γ in [0, 1); 0.9 by default. 0 is plain descent.</summary>
    public double Momentum { get; init; } = 0.9;

    /// <summary>Whether the gradient is taken where the momentum leads to; by default where the coefficients are.</summary>
    public bool IsNesterov { get; init; }

    /// <summary>The most passes over all rows, at least 1; 1,000 by default.</summary>
    public int Epochs { get; init; } = 1_000;

    /// <summary>Rows in a batch, at least 1; 32 by default.</summary>
    public int BatchRows { get; init; } = 32;

    /// <summary>Epochs from one entry of the history to the next, at least 1; 100 by default.</summary>
    public int HistoryEvery { get; init; } = 100;

    /// <summary>The descent ends when the loss of an entry of the history is not below the one before by this share, from 0 up to 1; by default,
    /// 0, only the epochs end it.</summary>
    public double LeastGain { get; init; }

    /// <summary>Whether features are centred and divided by their deviation; by default they are. Reported are always coefficients of the features
    /// as they are.</summary>
    public bool Standardises { get; init; } = true;

    /// <summary>Whether there is an intercept; by default there is.</summary>
    public bool WithIntercept { get; init; } = true;

    /// <inheritdoc/>
    /// <exception cref="DataException">Also <c>wrong-kind</c>: a feature or the target is no number; <c>missing-value</c>: a feature is missing or infinite.</exception>
    /// <exception cref="NotConvergedException">The coefficients grow beyond all bounds.</exception>
    public LinearModel Fit(TabularData data, FitContext context) => Descend(data, context).Model;

    /// <summary>Fits a model and keeps the history of its loss.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="context">Seed and cancellation.</param>
    /// <exception cref="ArgumentException">An option lies outside its range, or the data have no target.</exception>
    /// <exception cref="DataException">The data cannot be learnt from; as of <see cref="Fit"/>.</exception>
    /// <exception cref="NotConvergedException">The coefficients grow beyond all bounds.</exception>
    public StochasticGradientDescent Descend(TabularData data, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(context);
        Check();
        var (target, x) = (DesignMatrix.Target(data), DesignMatrix.Of(data));
        var shifts = Standardises && WithIntercept ? x.Means : new double[x.Features];
        double[] deviations = Standardises ? x.Deviations(shifts) : [.. Enumerable.Repeat(1.0, x.Features)];
        var run = new BatchDescent(this, x, target, shifts, deviations, context);
        run.Run();
        var coefficients = new double[x.Features];
        for (var f = 0; f < coefficients.Length; f++)
            coefficients[f] = deviations[f] > 0 ? run.Weights[f] / deviations[f] : 0;
        var intercept = WithIntercept ? run.Weights[x.Features] - Dot.Of(shifts, coefficients) : 0;
        var model = new LinearModel(x.Columns, coefficients, intercept, Enumerable.Range(0, x.Features).Where(f => deviations[f] is 0));
        return new StochasticGradientDescent(model, [.. run.History], run.Epoch, run.HasSettled);
    }

    /// <summary>η of an epoch.</summary>
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
        if (LearningRate is not (> 0 and < double.PositiveInfinity))
            faults.Add($"{nameof(LearningRate)} is {LearningRate}; expected a finite number above 0");
        if (Momentum is not (>= 0 and < 1))
            faults.Add($"{nameof(Momentum)} is {Momentum}; expected a number from 0 up, below 1");
        if (!Enum.IsDefined(Schedule))
            faults.Add($"{nameof(Schedule)} is {Schedule}; expected a known one");
        if (Decay is not (> 0 and < double.PositiveInfinity) || (Schedule == RateSchedule.Exponential && Decay >= 1))
            faults.Add($"{nameof(Decay)} is {Decay}; expected a finite number above 0, of an exponential schedule below 1");
        if (Epochs < 1)
            faults.Add($"{nameof(Epochs)} is {Epochs}; expected at least 1");
        if (BatchRows < 1)
            faults.Add($"{nameof(BatchRows)} is {BatchRows}; expected at least 1");
        if (HistoryEvery < 1)
            faults.Add($"{nameof(HistoryEvery)} is {HistoryEvery}; expected at least 1");
        if (LeastGain is not (>= 0 and < 1))
            faults.Add($"{nameof(LeastGain)} is {LeastGain}; expected a number from 0 up, below 1");
        if (faults.Count > 0)
            throw new ArgumentException($"{nameof(StochasticGradientRegression)} cannot be fitted: {string.Join("; ", faults)}.");
    }
}
