using Kirana.Data.Series;

namespace Kirana.Forecast.Evaluation;

/// <summary>Forecasts that were made elsewhere, such as those of the program in use: to be measured beside ours.</summary>
/// <remarks>They come as series <c>series,time,value</c>, a value for each step that was forecast.</remarks>
public static class IncumbentForecasts
{
    /// <summary>Scores imported forecasts. Steps they do not tell do not count, for them alone.</summary>
    /// <param name="forecasts">The imported forecasts.</param>
    /// <param name="training">The observations before, whose keys and times the forecasts must share.</param>
    /// <param name="actual">What came of each, from the first step after the training on; NaN where missing.</param>
    /// <param name="season">Steps in one season, 1 for none.</param>
    /// <returns>A score for each series that was forecast on at least one step that was observed, in the order of the training.</returns>
    /// <exception cref="ArgumentException">A forecast has another step than its series, two have one key, or there is not one truth for each series.</exception>
    public static IReadOnlyList<SeriesScore> Score(
        IReadOnlyList<TimeSeries> forecasts, IReadOnlyList<TimeSeries> training, IReadOnlyList<double[]> actual, int season)
    {
        ArgumentNullException.ThrowIfNull(forecasts);
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(actual);
        if (actual.Count != training.Count)
            throw new ArgumentException($"There are {actual.Count} futures for {training.Count} series; one each is expected.", nameof(actual));
        var known = forecasts.ToDictionary(series => series.Key, StringComparer.Ordinal);
        var scores = new List<SeriesScore>();
        for (var i = 0; i < training.Count; i++)
        {
            if (!known.TryGetValue(training[i].Key, out var forecast))
                continue;
            var axis = training[i].Axis.Shift(training[i].Length);
            if (forecast.Axis.Step != axis.Step)
                throw new ArgumentException($"The forecast of '{forecast.Key}' has the step {forecast.Axis.Step}, its series {axis.Step}.", nameof(forecasts));
            var offset = (axis.Start - forecast.Axis.Start) / (axis.Step == Step.Week ? 7 : 1);
            var truth = (double[])actual[i].Clone();
            var mean = new double[truth.Length];
            for (var k = 0; k < truth.Length; k++)
            {
                var place = offset + k;
                mean[k] = place >= 0 && place < forecast.Length ? forecast.Values[(int)place] : double.NaN;
                if (!double.IsFinite(mean[k]))
                    (truth[k], mean[k]) = (double.NaN, 0);
            }

            var score = SeriesScore.Of(training[i], truth, new SeriesForecast(forecast.Key, axis, "incumbent", null, mean, [], []), season);
            if (score.Points > 0)
                scores.Add(score);
        }

        return scores;
    }
}
