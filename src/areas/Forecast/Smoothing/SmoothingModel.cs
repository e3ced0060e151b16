using Kirana.Forecast.Gaps;
using Kirana.Forecast.Models;
using Kirana.Numerics.Random;

namespace Kirana.Forecast.Smoothing;

/// <summary>A form of exponential smoothing fitted to one series. Immutable and thread-safe.</summary>
/// <remarks>
/// With q = ℓ + φb, forecast f = q + s or q·s, and ε = y − f or (y − f) / f: additive season or none ℓ ← q + α (y − f), b ← φb + β (y − f),
/// s ← s + γ (y − f); multiplicative season ℓ ← q (1 + αε), b ← φb + βqε, s ← s (1 + γε).
/// </remarks>
public sealed class SmoothingModel : IStatefulModel, IPathModel
{
    private readonly double[] _residuals;

    internal SmoothingModel(SmoothingParameters first, SmoothingParameters last, double sigma, string? fallback, double[] residuals)
    {
        First = first;
        Last = last;
        Sigma = sigma;
        Fallback = fallback;
        _residuals = residuals;
        States =
        [
            new ModelState(Kind, fallback, last.Level, last.Alpha, last.Slope, residuals.Length, last.Seasonal)
            {
                Smoothing = new SmoothingState(last.Form, last.Beta, last.Gamma, last.Phi, sigma),
            },
        ];
    }

    /// <summary>The form.</summary>
    public SmoothingForm Form => First.Form;

    /// <summary>The weights, and the states before the first observation.</summary>
    public SmoothingParameters First { get; }

    /// <summary>The weights, and the states after the last observation; the seasonal state of the next step first.</summary>
    public SmoothingParameters Last { get; }

    /// <summary>The standard deviation of ε, as many degrees of freedom less as numbers were estimated: in units of the series, or
    /// relative to the forecast where errors are multiplicative.</summary>
    public double Sigma { get; }

    /// <summary>The logarithm of the likelihood, but for a constant as in R's <c>ets</c>: −½ (n ln Σε² + 2 Σ ln |f|), the second sum for
    /// multiplicative errors only. +∞ for a series without any error.</summary>
    public double LogLikelihood { get; internal init; }

    /// <summary>Akaike's information criterion, corrected for short series; less is better. +∞ where there are too few observations.</summary>
    public double Aicc { get; internal init; }

    /// <inheritdoc/>
    public string Kind => ElementaryModel.Ets;

    /// <inheritdoc/>
    public string? Fallback { get; }

    /// <inheritdoc/>
    public ReadOnlySpan<double> Residuals => _residuals;

    /// <inheritdoc/>
    public IReadOnlyList<ModelState> States { get; }

    /// <inheritdoc/>
    public void Predict(Span<double> mean) => SmoothingForecast.Means(Last, Sigma, mean);

    /// <summary>The standard errors of the forecasts of the next steps, the weights being taken as known. Of a Gaussian error the forecast's
    /// distribution is Gaussian for additive errors and nearly so for small multiplicative ones.</summary>
    /// <param name="errors">One place for each step, all of which are written; finite.</param>
    public void StandardErrors(Span<double> errors) => SmoothingForecast.StandardErrors(Last, Sigma, errors);

    /// <summary>One possible future, its errors Gaussian.</summary>
    /// <param name="random">Where chance comes from; many paths take it on and on.</param>
    /// <param name="path">One place for each step, all of which are written; finite.</param>
    public void Simulate(ref RandomStream random, Span<double> path)
    {
        foreach (ref var place in path)
            place = random.NextGaussian();
        Follow(path, path);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There is not one innovation for each step.</exception>
    public void Follow(ReadOnlySpan<double> innovations, Span<double> path)
    {
        if (innovations.Length != path.Length)
            throw new ArgumentException($"There are {innovations.Length} innovations for {path.Length} steps; one each is expected.", nameof(innovations));
        var (level, slope, seasonal) = (Last.Level, Last.Slope, (double[])Last.Seasonal.Clone());
        var multiplicative = Form.Season == SeasonKind.Multiplicative;
        for (var k = 0; k < path.Length; k++)
        {
            var moved = level + Last.Phi * slope;
            var season = seasonal.Length == 0 ? 0 : seasonal[k % seasonal.Length];
            var forecast = multiplicative ? moved * season : moved + season;
            var innovation = Sigma * innovations[k];
            var error = Form.Error == ErrorKind.Multiplicative ? forecast * innovation : innovation;
            path[k] = Magnitude.Finite(forecast + error);
            var distance = multiplicative ? moved * innovation : error;
            level = Magnitude.Finite(moved + Last.Alpha * distance);
            slope = Magnitude.Finite(Last.Phi * slope + Last.Beta * distance);
            if (seasonal.Length > 0)
                seasonal[k % seasonal.Length] = Magnitude.Finite(season + Last.Gamma * (multiplicative ? season * innovation : error));
        }
    }

    /// <summary>Takes further observations in without a new fit: the states move on, weights and <see cref="Sigma"/> stay.</summary>
    /// <param name="observations">What came next, oldest first; a missing one (NaN) moves the states as if it had been what was forecast.</param>
    public SmoothingModel Update(params ReadOnlySpan<double> observations)
    {
        var residuals = new double[_residuals.Length + observations.Length];
        _residuals.CopyTo(residuals, 0);
        var last = Recursion.Run(observations, Last, residuals.AsSpan(_residuals.Length)).Last.In(1);
        foreach (ref var residual in residuals.AsSpan(_residuals.Length))
            residual = Magnitude.Finite(residual);
        GapFilling.Blank(observations, residuals.AsSpan(_residuals.Length));
        return new SmoothingModel(First, last, Sigma, Fallback, residuals) { LogLikelihood = double.NaN, Aicc = double.NaN };
    }
}
