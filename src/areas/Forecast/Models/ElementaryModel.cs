using Kirana.Forecast.Theta;

namespace Kirana.Forecast.Models;

/// <summary>A fitted model of one series that forecasts from a <see cref="ModelState"/>.</summary>
/// <remarks>The equations stand with each kind, for instance <see cref="ThetaMethod"/>. Immutable and thread-safe.</remarks>
public sealed class ElementaryModel : IStatefulModel, IProbabilisticModel, IPathModel
{
    private readonly double[] _residuals;
    private readonly ModelKinds.Entry _kind;

    /// <summary>Makes a model of its state.</summary>
    /// <param name="state">The state.</param>
    /// <param name="residuals">The fitted errors, which the model keeps; none for a model read from a file.</param>
    internal ElementaryModel(ModelState state, double[]? residuals = null)
    {
        State = state;
        _kind = ModelKinds.Find(state.Kind) ?? throw new ArgumentException($"There is no kind of model '{state.Kind}'.", nameof(state));
        _residuals = residuals ?? [];
    }

    /// <summary>The name of the last value carried on.</summary>
    internal const string Naive = "naive";

    /// <summary>The name of the last season repeated.</summary>
    internal const string SeasonalNaive = "seasonal-naive";

    /// <summary>The name of simple exponential smoothing.</summary>
    internal const string SimpleSmoothing = "ses";

    /// <summary>The name of the Theta method.</summary>
    internal const string Theta = "theta";

    /// <summary>The name of the optimised Theta method.</summary>
    internal const string OptimisedTheta = "optimised-theta";

    /// <summary>The name of the dynamic optimised Theta method.</summary>
    internal const string DynamicTheta = "dynamic-theta";

    /// <summary>The name of the exponential smoothing family.</summary>
    internal const string Ets = "ets";

    /// <summary>The name of the additive trend with seasons and known columns.</summary>
    internal const string AdditiveTrend = "additive-trend";

    /// <summary>The name of complex exponential smoothing.</summary>
    internal const string ComplexSmoothing = "ces";

    /// <summary>The name of decomposition by loess with smoothing.</summary>
    internal const string Mstl = "mstl";

    /// <summary>The name of the autoregression on several seasons.</summary>
    internal const string SeasonalAutoregression = "seasonal-autoregression";

    /// <summary>What it forecasts from.</summary>
    public ModelState State { get; }

    /// <inheritdoc/>
    public IReadOnlyList<ModelState> States => [State];

    /// <inheritdoc/>
    public string Kind => State.Kind;

    /// <inheritdoc/>
    public string? Fallback => State.Fallback;

    /// <inheritdoc/>
    public ReadOnlySpan<double> Residuals => _residuals;

    /// <inheritdoc/>
    public void Predict(Span<double> mean) => _kind.Predict(State, mean);

    /// <inheritdoc/>
    /// <remarks>As the kind knows them; otherwise, where it moves on with every observation, those of Gaussian errors as large as its
    /// residuals, which a model read from a file does not have.</remarks>
    public bool TryPredict(int horizon, ReadOnlySpan<double> levels, Span<double> quantiles) =>
        _kind.TryPredict(State, horizon, levels, quantiles) || StatePaths.TryPredict(this, horizon, levels, quantiles);

    /// <inheritdoc/>
    /// <remarks>The standard deviation is the root mean square of the residuals. A kind that needs a new fit to move on has errors that
    /// leave nothing behind.</remarks>
    /// <exception cref="ArgumentException">There is not one innovation for each step.</exception>
    public void Follow(ReadOnlySpan<double> innovations, Span<double> path) => StatePaths.Follow(this, [this], forecasts => forecasts[0], innovations, path);

    /// <summary>The model after one more observation, without a refit: parameters stay, what moves with every step moves on.</summary>
    /// <param name="observation">The value of the next step; NaN where it is missing.</param>
    /// <returns>The new model, without residuals; <see langword="null"/> if this kind needs a refit.</returns>
    public ElementaryModel? Update(double observation) => _kind.Update(State, observation) is { } next ? new ElementaryModel(next) : null;
}
