using Kirana.Forecast.Gaps;
using Kirana.Forecast.Models;

namespace Kirana.Forecast.Arima;

/// <summary>An ARIMA model fitted to one series. Immutable and thread-safe.</summary>
/// <remarks>φ(B) Φ(Bᵐ) ((1 − B)ᵈ (1 − Bᵐ)ᴰ y − μ) = θ(B) Θ(Bᵐ) ε with Gaussian ε.</remarks>
public sealed class ArimaModel : IStatefulModel, IProbabilisticModel, IPathModel
{
    private readonly ArimaState _state;
    private readonly double[] _residuals;

    internal ArimaModel(ArimaState state, string? fallback, double[] residuals)
    {
        _state = state;
        _residuals = residuals;
        Fallback = fallback;
        States = [state.ToModel(fallback, residuals.Length)];
    }

    /// <summary>The order.</summary>
    public ArimaOrder Order => _state.Parameters.Order;

    /// <summary>Steps in one season; 1 where none is followed.</summary>
    public int Season => _state.Season;

    /// <summary>The coefficients and the constant.</summary>
    public ArimaParameters Parameters => _state.Parameters;

    /// <summary>σ, the standard deviation of ε in units of the series: as many degrees of freedom less as coefficients were estimated.</summary>
    public double Sigma => _state.Sigma;

    /// <summary>The logarithm of the exact likelihood of the differenced series, as in R's <c>Arima(method = "ML")</c>. +∞ for a series without
    /// any error.</summary>
    public double LogLikelihood { get; internal init; }

    /// <summary>Akaike's information criterion, corrected for short series; less is better, among models with the same differences. +∞ where
    /// there are too few observations.</summary>
    public double Aicc { get; internal init; }

    /// <inheritdoc/>
    public string Kind => ArimaKind.Arima;

    /// <inheritdoc/>
    public string? Fallback { get; }

    /// <inheritdoc/>
    public ReadOnlySpan<double> Residuals => _residuals;

    /// <inheritdoc/>
    public IReadOnlyList<ModelState> States { get; }

    /// <inheritdoc/>
    public void Predict(Span<double> mean) => _state.Means(mean);

    /// <inheritdoc/>
    public bool TryPredict(int horizon, ReadOnlySpan<double> levels, Span<double> quantiles) => ArimaKind.TryPredict(States[0], horizon, levels, quantiles);

    /// <summary>The standard errors of the forecasts of the next steps, the coefficients being taken as known; the distribution is Gaussian.</summary>
    /// <param name="errors">One place for each step, all of which are written; finite.</param>
    public void StandardErrors(Span<double> errors) => _state.StandardErrors(errors);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There is not one innovation for each step.</exception>
    public void Follow(ReadOnlySpan<double> innovations, Span<double> path) => _state.Follow(innovations, path);

    /// <summary>Takes further observations in without a new fit: the state moves on, coefficients and <see cref="Sigma"/> stay.</summary>
    /// <param name="observations">What came next, oldest first; a missing one (NaN) moves the state as if it had been what was forecast.</param>
    /// <returns>The new model; likelihood and criterion, which it does not know, are NaN.</returns>
    public ArimaModel Update(params ReadOnlySpan<double> observations)
    {
        var residuals = new double[_residuals.Length + observations.Length];
        _residuals.CopyTo(residuals, 0);
        var state = _state;
        Span<double> forecast = stackalloc double[1];
        for (var t = 0; t < observations.Length; t++)
        {
            state.Means(forecast);
            residuals[_residuals.Length + t] = Magnitude.Finite(observations[t] - forecast[0]);
            state = state.After(observations[t]);
        }

        GapFilling.Blank(observations, residuals.AsSpan(_residuals.Length));
        return new ArimaModel(state, Fallback, residuals) { LogLikelihood = double.NaN, Aicc = double.NaN };
    }
}
