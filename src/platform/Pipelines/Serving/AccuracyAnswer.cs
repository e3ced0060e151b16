using Kirana.Data.Series;
using Kirana.Forecast.Demand;
using Kirana.Pipelines.Forecast;
using Kirana.Pipelines.Recommend;

namespace Kirana.Pipelines.Serving;

/// <summary>Held-out scores of single series as slices.</summary>
internal static class AccuracyAnswer
{
    private const int MostWorst = 20;
    private const int MostCategories = 20;
    private static readonly string[] Thirds = ["low", "middle", "high"];

    /// <summary>Parts the series and averages their scores.</summary>
    /// <param name="step">Day or week.</param>
    /// <param name="scores">The scores.</param>
    /// <param name="cards">Titles and categories.</param>
    public static ForecastAccuracy Of(Step step, HeldOutScores scores, ItemCards cards)
    {
        var series = scores.Series;
        var slices = new List<AccuracySlice>();
        if (series.Count > 0)
            slices.Add(Slice("all", "all", series));
        foreach (var demand in series.GroupBy(one => one.Demand).OrderBy(group => group.Key))
            slices.Add(Slice("demand class", DemandClasses.NameOf(demand.Key), [.. demand]));
        // By what was sold before the held-out end: parting by its outcome would make every slice look biased.
        var byVolume = series.OrderBy(one => one.Volume).ThenBy(one => one.Key, StringComparer.Ordinal).ToArray();
        for (var third = 0; third < Thirds.Length && byVolume.Length >= Thirds.Length; third++)
            slices.Add(Slice("volume", Thirds[third], byVolume[(byVolume.Length * third / 3)..(byVolume.Length * (third + 1) / 3)]));
        foreach (var category in series.GroupBy(one => cards.Find(one.Key)?.Category ?? "", StringComparer.Ordinal).Where(group => group.Key.Length > 0)
            .OrderByDescending(group => group.Sum(one => one.Units)).ThenBy(group => group.Key, StringComparer.Ordinal).Take(MostCategories))
            slices.Add(Slice("category", category.Key, [.. category]));
        return new ForecastAccuracy(step, scores.Horizon, slices, [.. series
            .OrderByDescending(one => one.AbsoluteError).ThenBy(one => one.Key, StringComparer.Ordinal).Take(MostWorst)
            .Select(one => new SeriesAccuracy(
                one.Key, cards.Find(one.Key)?.Title ?? "", DemandClasses.NameOf(one.Demand), one.Units, one.Mase, Ratio(one.Error, one.Units)))]);
    }

    private static AccuracySlice Slice(string dimension, string name, IReadOnlyList<HeldOutScore> series)
    {
        var units = series.Sum(one => one.Units);
        return new AccuracySlice(
            dimension, name, series.Count, units, Mean(series.Select(one => one.Mase)), Ratio(series.Sum(one => one.AbsoluteError), units),
            Ratio(series.Sum(one => one.Error), units), Mean(series.Select(one => one.Coverage)));
    }

    private static double Mean(IEnumerable<double> values) => values.Where(double.IsFinite).DefaultIfEmpty(0).Average();

    private static double Ratio(double error, double units) => units > 0 ? error / units : 0;
}
