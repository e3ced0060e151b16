using Kirana.Data.Series;
using Kirana.Forecast;
using Kirana.Forecast.Demand;
using Kirana.Forecast.Evaluation;
using Kirana.Numerics.Statistics;

namespace Kirana.Pipelines.Forecast.Details;

/// <summary>Gathers <see cref="ForecastDetails"/> while forecasts are scored. Of earlier windows only the scores are kept.</summary>
internal sealed class DetailsBuilder
{
    private const int MostWorst = 20;
    private static readonly double[] Ranks = [0.05, 0.2, 0.35, 0.5, 0.7, 0.9];

    private readonly List<(SeriesScore Score, DemandClass Demand, int Length, string Volume, LifeStage Stage)> _all = [];
    private readonly List<(SeriesScore Score, TimeSeries Training, double[] Actual, SeriesForecast Forecast)> _window = [];

    /// <summary>Begins the next window.</summary>
    public void Next() => _window.Clear();

    /// <summary>Adds a forecast with at least one observation to compare.</summary>
    /// <param name="score">Its score.</param>
    /// <param name="volume">A, B or C; see <see cref="SeriesClass"/>.</param>
    /// <param name="training">What was known.</param>
    /// <param name="actual">What came.</param>
    /// <param name="forecast">The forecast.</param>
    public void Add(SeriesScore score, string volume, TimeSeries training, double[] actual, SeriesForecast forecast)
    {
        _all.Add((score, DemandClasses.Of(training.Values), training.Length, volume, LifeStages.Of(training)));
        if (double.IsFinite(score.Mase))
            _window.Add((score, training, actual, forecast));
    }

    /// <summary>Makes the details.</summary>
    public ForecastDetails Finish()
    {
        var slices = new List<ForecastSlice>();
        slices.AddRange(By("demand class", one => DemandClasses.NameOf(one.Demand), Enum.GetValues<DemandClass>().Select(DemandClasses.NameOf)));
        var (first, second) = Thirds([.. _all.Select(one => one.Length).Order()]);
        string[] lengths = [$"up to {first} steps", $"{first + 1} to {second} steps", $"more than {second} steps"];
        slices.AddRange(By("length", one => lengths[one.Length <= first ? 0 : one.Length <= second ? 1 : 2], lengths));
        slices.AddRange(By("volume", one => $"volume {one.Volume}", _all.Select(one => $"volume {one.Volume}").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)));
        slices.AddRange(By("life cycle", one => LifeStages.NameOf(one.Stage), Enum.GetValues<LifeStage>().Where(stage => stage != LifeStage.Unknown).Select(LifeStages.NameOf)));
        var order = Enumerable.Range(0, _window.Count).OrderBy(i => _window[i].Score.Mase).ThenBy(i => _window[i].Score.Key, StringComparer.Ordinal).ToArray();
        return new ForecastDetails(
            slices, [.. Ranks.Select(rank => (int)(rank * order.Length)).Distinct().Where(place => place < order.Length).Select(place => Scored(order[place]))],
            [.. order.Reverse().Take(MostWorst).Select(Scored)]);
    }

    /// <summary>The limits of thirds; series of one length stay together.</summary>
    private static (int First, int Second) Thirds(int[] lengths) => lengths.Length == 0 ? (0, 0) : (lengths[(lengths.Length - 1) / 3], lengths[2 * (lengths.Length - 1) / 3]);

    private IEnumerable<ForecastSlice> By(
        string dimension, Func<(SeriesScore Score, DemandClass Demand, int Length, string Volume, LifeStage Stage), string> part, IEnumerable<string> order)
    {
        var names = _all.ConvertAll(one => part(one));
        var figures = ScoreSlices.Of([.. _all.Select(one => one.Score)], i => names[i]);
        foreach (var name in order.Where(figures.ContainsKey))
        {
            SeriesScore[] scores = [.. Enumerable.Range(0, names.Count).Where(i => string.Equals(names[i], name, StringComparison.Ordinal)).Select(i => _all[i].Score)];
            var size = scores.Sum(score => score.Points * score.MeanActual);
            Interval Figure(string figure) => figures[name].TryGetValue(figure, out var value) ? value : new Interval(double.NaN, double.NaN, double.NaN);
            yield return new ForecastSlice(
                dimension, name, scores.Length, Figure("mase"), Figure("smape").Estimate,
                size > 0 ? scores.Sum(score => score.Points * score.Bias) / size : double.NaN, Figure("coverage").Estimate);
        }
    }

    private ScoredForecast Scored(int place)
    {
        var (score, training, actual, forecast) = _window[place];
        var whole = new TimeSeries(training.Key, training.Axis, [.. training.Values, .. actual]);
        return new ScoredForecast(whole, forecast, score, DemandClasses.NameOf(DemandClasses.Of(training.Values)));
    }
}
