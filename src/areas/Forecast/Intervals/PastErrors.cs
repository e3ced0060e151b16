using Kirana.Data.Fitting;
using Kirana.Data.Series;
using Kirana.Forecast.Evaluation;
using Kirana.Forecast.Models;

namespace Kirana.Forecast.Intervals;

/// <summary>The signed errors (observation − forecast) a learner made from several origins of one series' past (windows × horizon).</summary>
internal sealed class PastErrors
{
    private readonly double[] _errors;

    private PastErrors(int[] origins, int horizon)
    {
        Windows = origins.Length;
        DistinctWindows = origins.Length == 0 ? 0 : Math.Min(origins.Length, 1 + (double)(origins[^1] - origins[0]) / horizon);
        Horizon = horizon;
        _errors = new double[Windows * horizon];
        _errors.AsSpan().Fill(double.NaN);
    }

    /// <summary>The number of origins.</summary>
    public int Windows { get; }

    /// <summary>How many windows there would be if none overlapped: the whole horizons in the time they span.</summary>
    public double DistinctWindows { get; }

    /// <summary>Steps looked ahead.</summary>
    public int Horizon { get; }

    /// <summary>The errors of one origin, by step; NaN where nothing was observed.</summary>
    public ReadOnlySpan<double> Of(int window) => _errors.AsSpan(window * Horizon, Horizon);

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
        var past = new PastErrors(origins, horizon);
        var models = Fitting.Many(learner, Array.ConvertAll(origins, series.Head), season, context);
        for (var w = 0; w < origins.Length; w++)
        {
            var truth = series.Values[origins[w]..];
            var errors = past._errors.AsSpan(w * horizon, Math.Min(horizon, truth.Length));
            models[w].Predict(errors);
            for (var k = 0; k < errors.Length; k++)
                errors[k] = double.IsFinite(truth[k]) ? truth[k] - (nonNegative ? Math.Max(0, errors[k]) : errors[k]) : double.NaN;
        }

        return past;
    }
}
