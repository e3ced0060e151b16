using Kirana.Data.Fitting;
using Kirana.Data.Series;
using Kirana.Forecast.Evaluation;
using Kirana.Forecast.Models;

namespace Kirana.Forecast.Choice;

/// <summary>What every candidate forecast from one origin of a series' past, and what came.</summary>
/// <param name="Features">The series' features, as far as they were known.</param>
/// <param name="Forecasts">The forecasts (candidates × steps), in units of what the series moved by.</param>
/// <param name="Truth">What came (steps), likewise.</param>
internal sealed record ChoiceCase(double[] Features, double[] Forecasts, double[] Truth)
{
    /// <summary>Steps that were observed.</summary>
    public int Steps => Truth.Length;

    /// <summary>One candidate's forecasts.</summary>
    public ReadOnlySpan<double> Of(int candidate) => Forecasts.AsSpan(candidate * Steps, Steps);

    /// <summary>Fits the candidates at each origin of a series.</summary>
    /// <returns>A case for each origin after which something was observed and before which the series moved.</returns>
    public static IEnumerable<ChoiceCase> Collect(
        IReadOnlyList<IForecaster> candidates, TimeSeries series, int season, int horizon, int windows, FitContext context)
    {
        var heads = Array.ConvertAll(RollingOrigin.CalibrationOrigins(series.Length, horizon, windows, season), series.Head);
        var models = candidates.Select(candidate => Fitting.Many(candidate, heads, season, context)).ToArray();
        var mean = new double[horizon];
        for (var w = 0; w < heads.Length; w++)
        {
            var unit = NaiveError.Absolute(heads[w].Values, season);
            var future = series.Values[heads[w].Length..Math.Min(series.Length, heads[w].Length + horizon)].ToArray();
            var steps = Enumerable.Range(0, future.Length).Where(k => double.IsFinite(future[k] / unit)).ToArray();
            if (steps.Length == 0 || !(unit > 0))
                continue;
            var isPositive = !heads[w].Values.ContainsAnyInRange(double.NegativeInfinity, -double.Epsilon);
            var forecasts = new double[candidates.Count * steps.Length];
            for (var c = 0; c < models.Length; c++)
            {
                models[c][w].Predict(mean);
                for (var k = 0; k < steps.Length; k++)
                    forecasts[c * steps.Length + k] = Magnitude.Finite((isPositive ? Math.Max(0, mean[steps[k]]) : mean[steps[k]]) / unit);
            }

            yield return new ChoiceCase(SeriesFeatures.Of(heads[w].Values, season), forecasts, Array.ConvertAll(steps, k => future[k] / unit));
        }
    }
}
