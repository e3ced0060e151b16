using Kirana.Forecast.Models;

namespace Kirana.Forecast.Arima;

/// <summary>A regression whose errors follow an ARIMA model. Immutable and thread-safe.</summary>
public sealed class ArimaRegressionModel
{
    private readonly double[] _coefficients;

    internal ArimaRegressionModel(IForecastModel errors, double[] coefficients)
    {
        Errors = errors;
        _coefficients = coefficients;
    }

    /// <summary>β, one for each regressor, in units of the series by one of the regressor.</summary>
    public ReadOnlySpan<double> Coefficients => _coefficients;

    /// <summary>The model of the errors: an <see cref="ArimaModel"/>, or, for a series too short, a simpler one that says so.</summary>
    public IForecastModel Errors { get; }

    /// <summary>The point forecast of the next steps; finite.</summary>
    /// <param name="future">The regressors, each with a finite number for each of these steps.</param>
    /// <param name="mean">One place for each step of the horizon, all of which are written.</param>
    /// <exception cref="ArgumentException">A regressor is missing, or does not reach as far as the horizon.</exception>
    public void Predict(IReadOnlyList<double[]> future, Span<double> mean)
    {
        Check(future, mean.Length);
        Errors.Predict(mean);
        for (var h = 0; h < mean.Length; h++)
            mean[h] = Magnitude.Finite(mean[h] + Effect(future, h));
    }

    /// <summary>The quantiles of the next steps.</summary>
    /// <param name="future">The regressors, each with a finite number for each of these steps.</param>
    /// <param name="levels">The quantiles' probabilities, ascending, between 0 and 1.</param>
    /// <param name="quantiles">For each level the value of each step, <c>levels.Length × horizon</c> places.</param>
    /// <returns>Whether the model of the errors knows them; if not, nothing is written.</returns>
    /// <exception cref="ArgumentException">A regressor is missing or does not reach as far as the horizon, or there are not as many places for each
    /// level.</exception>
    public bool TryPredict(IReadOnlyList<double[]> future, ReadOnlySpan<double> levels, Span<double> quantiles)
    {
        if (levels.Length == 0 || quantiles.Length % levels.Length != 0)
            throw new ArgumentException($"There are {quantiles.Length} places for {levels.Length} levels; as many for each are expected.", nameof(quantiles));
        var horizon = quantiles.Length / levels.Length;
        Check(future, horizon);
        if (Errors is not IProbabilisticModel model || !model.TryPredict(horizon, levels, quantiles))
            return false;
        for (var place = 0; place < quantiles.Length; place++)
            quantiles[place] = Magnitude.Finite(quantiles[place] + Effect(future, place % horizon));
        return true;
    }

    private double Effect(IReadOnlyList<double[]> future, int step)
    {
        var sum = 0.0;
        for (var k = 0; k < _coefficients.Length; k++)
            sum += _coefficients[k] * future[k][step];
        return sum;
    }

    private void Check(IReadOnlyList<double[]> future, int horizon)
    {
        ArgumentNullException.ThrowIfNull(future);
        if (future.Count != _coefficients.Length)
            throw new ArgumentException($"There are {future.Count} regressors; the model was fitted with {_coefficients.Length}.", nameof(future));
        for (var k = 0; k < future.Count; k++)
            if (future[k].Length < horizon || !future[k].AsSpan(0, horizon).ToArray().All(double.IsFinite))
                throw new ArgumentException(
                    $"Regressor {k} has {future[k].Length} numbers; a finite one is needed for each of the {horizon} steps of the horizon.", nameof(future));
    }
}
