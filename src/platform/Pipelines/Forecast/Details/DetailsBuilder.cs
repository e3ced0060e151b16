using Kirana.Data.Series;
using Kirana.Forecast;
using Kirana.Forecast.Demand;
using Kirana.Forecast.Evaluation;

namespace Kirana.Pipelines.Forecast.Details;

/// <summary>Gathers <see cref="ForecastDetails"/> while forecasts are scored. Of earlier windows only the scores are kept.</summary>
internal sealed class DetailsBuilder
{
    private const int MostWorst = 20;
    private static readonly double[] Ranks = [0.05, 0.2, 0.35, 0.5, 0.7, 0.9];

    private readonly List<(SeriesScore Score, DemandClass Demand, int Length)> _all = [];
    private readonly List<(SeriesScore Score, TimeSeries Training, double[] Actual, SeriesForecast Forecast)> _window = [];

    /// <summary>Begins the next window.</summary>
    public void Next() => _window.Clear();

    /// <summary>Adds a forecast with at least one observation to compare.</summary>
    public void Add(SeriesScore score, TimeSeries training, double[] actual, SeriesForecast forecast)
    {
        _all.Add((score, DemandClasses.Of(training.Values), training.Length));
        if (double.IsFinite(score.Mase))
            _window.Add((score, training, actual, forecast));
    }

    /// <summary>Makes the details.</summary>
    public ForecastDetails Finish()
    {
        var slices = _all.GroupBy(one => one.Demand).OrderBy(group => group.Key)
            .Select(group => Slice("demand class", DemandClasses.NameOf(group.Key), [.. group.Select(one => one.Score)])).ToList();
        slices.AddRange(ByLength());
        var order = Enumerable.Range(0, _window.Count).OrderBy(i => _window[i].Score.Mase).ThenBy(i => _window[i].Score.Key, StringComparer.Ordinal).ToArray();
        return new ForecastDetails(
            slices, [.. Ranks.Select(rank => (int)(rank * order.Length)).Distinct().Where(place => place < order.Length).Select(place => Scored(order[place]))],
            [.. order.Reverse().Take(MostWorst).Select(Scored)]);
    }

    private IEnumerable<ForecastSlice> ByLength()
    {
        var lengths = _all.Select(one => one.Length).Order().ToArray();
        if (lengths.Length == 0)
            yield break;
        // Thirds, but series of one length stay together.
        var (first, second) = (lengths[(lengths.Length - 1) / 3], lengths[2 * (lengths.Length - 1) / 3]);
        foreach (var (name, low, high) in new[]
        {
            ($"up to {first} steps", 0, first), ($"{first + 1} to {second} steps", first + 1, second), ($"more than {second} steps", second + 1, int.MaxValue),
        })
        {
            var part = _all.Where(one => one.Length >= low && one.Length <= high).Select(one => one.Score).ToArray();
            if (part.Length > 0)
                yield return Slice("length", name, part);
        }
    }

    private static ForecastSlice Slice(string dimension, string name, SeriesScore[] scores)
    {
        var size = scores.Sum(score => score.Points * score.MeanActual);
        return new ForecastSlice(
            dimension, name, scores.Length, Mean(scores.Select(score => score.Mase)), Mean(scores.Select(score => score.Smape)),
            size > 0 ? scores.Sum(score => score.Points * score.Bias) / size : double.NaN, Mean(scores.Select(score => score.Coverage)));
    }

    private static double Mean(IEnumerable<double> values) => values.Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average();

    private ScoredForecast Scored(int place)
    {
        var (score, training, actual, forecast) = _window[place];
        var whole = new TimeSeries(training.Key, training.Axis, [.. training.Values, .. actual]);
        return new ScoredForecast(whole, forecast, score, DemandClasses.NameOf(DemandClasses.Of(training.Values)));
    }
}
