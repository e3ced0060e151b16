using Kirana.Data.Fitting;
using Kirana.Data.Series;
using Kirana.Forecast.Evaluation;
using Kirana.Forecast.Models;
using Kirana.Numerics.Kernels;

namespace Kirana.Forecast.Intervals;

/// <summary>The signed errors (observation − forecast) a learner made from several origins of one series' past (windows × horizon), each
/// window's in units of what the series moved by until its origin.</summary>
internal sealed class PastErrors
{
    private const double Half = -0.6931471805599453;

    private readonly double[] _errors;
    private readonly double[] _weights;
    private readonly double[] _youth;

    private PastErrors(int[] origins, int length, int horizon)
    {
        Windows = origins.Length;
        Horizon = horizon;
        Overlap = Windows < 2 ? 1 : Math.Min(1, (double)(origins[1] - origins[0]) / horizon);
        _errors = new double[Windows * horizon];
        _youth = Array.ConvertAll(origins, origin => Elementary.Log((double)length / origin));
        _weights = Array.ConvertAll(origins, origin => Elementary.Exp(Half * (length - origin) / horizon));
    }

    /// <summary>The number of origins.</summary>
    public int Windows { get; }

    /// <summary>Steps looked ahead.</summary>
    public int Horizon { get; }

    /// <summary>The share of a window that is its own: its distance from the next in horizons, at most 1.</summary>
    public double Overlap { get; }

    /// <summary>The errors of one origin, by step; NaN where nothing was observed.</summary>
    public ReadOnlySpan<double> Of(int window) => _errors.AsSpan(window * Horizon, Horizon);

    /// <summary>What a window counts: half as much for every horizon that it lies back.</summary>
    public double WeightOf(int window) => _weights[window];

    /// <summary>The logarithm of how much longer the series is now than it was at a window's origin.</summary>
    public double YouthOf(int window) => _youth[window];

    /// <summary>The unit in which a series' errors are comparable with other series' and with its own when it was shorter: what it moves by
    /// in a season, as far as it is known.</summary>
    /// <param name="known">The observations until the origin.</param>
    /// <param name="season">Steps in one season.</param>
    /// <param name="model">The model fitted to them, whose residuals say it for a series that repeats itself exactly.</param>
    /// <returns>0 for a series that is constant or has a single observation.</returns>
    public static double Unit(ReadOnlySpan<double> known, int season, IForecastModel model)
    {
        var unit = NaiveError.Absolute(known, season);
        if (unit > 0)
            return Magnitude.Finite(unit);
        var (sum, count) = (0.0, 0);
        foreach (var residual in model.Residuals)
        {
            if (double.IsNaN(residual))
                continue;
            sum += Math.Abs(residual);
            count++;
        }

        return count == 0 ? 0 : Magnitude.Finite(sum / count);
    }

    /// <summary>Fits the learner at each origin and compares.</summary>
    /// <param name="learner">The learner.</param>
    /// <param name="series">The whole series.</param>
    /// <param name="season">Steps in one season.</param>
    /// <param name="horizon">Steps to look ahead.</param>
    /// <param name="windows">The most origins.</param>
    /// <param name="nonNegative">Whether forecasts below zero are raised to it.</param>
    /// <param name="context">Cancellation and seed.</param>
    public static PastErrors Collect(
        IForecaster learner, TimeSeries series, int season, int horizon, int windows, bool nonNegative, FitContext context)
    {
        var origins = RollingOrigin.CalibrationOrigins(series.Length, horizon, windows, season);
        var past = new PastErrors(origins, series.Length, horizon);
        var models = Fitting.Many(learner, Array.ConvertAll(origins, series.Head), season, context);
        past._errors.AsSpan().Fill(double.NaN);
        for (var w = 0; w < origins.Length; w++)
        {
            var unit = Unit(series.Values[..origins[w]], season, models[w]);
            if (unit <= 0)
                continue;
            var truth = series.Values[origins[w]..];
            var errors = past._errors.AsSpan(w * horizon, Math.Min(horizon, truth.Length));
            models[w].Predict(errors);
            for (var k = 0; k < errors.Length; k++)
            {
                var error = (truth[k] - (nonNegative ? Math.Max(0, errors[k]) : errors[k])) / unit;
                errors[k] = double.IsFinite(error) ? error : double.NaN;
            }
        }

        return past;
    }
}
