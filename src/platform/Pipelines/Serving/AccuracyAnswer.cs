using System.Globalization;
using Kirana.Data.Series;
using Kirana.Forecast.Demand;
using Kirana.Forecast.Evaluation;
using Kirana.Pipelines.Forecast;
using Kirana.Pipelines.Recommend;

namespace Kirana.Pipelines.Serving;

/// <summary>Held-out scores of single series as slices.</summary>
internal static class AccuracyAnswer
{
    private const int MostWorst = 20;
    private const int MostParts = 20;
    private const int FewestForThirds = 6;

    /// <summary>Parts the series and averages their scores.</summary>
    /// <param name="step">Day or week.</param>
    /// <param name="scores">The scores of items.</param>
    /// <param name="byLocation">Those of items at locations; <see langword="null"/> if they were not kept.</param>
    /// <param name="cards">Titles and categories.</param>
    public static ForecastAccuracy Of(Step step, HeldOutScores scores, HeldOutScores? byLocation, ItemCards cards)
    {
        var series = scores.Series;
        var slices = new List<AccuracySlice>();
        if (series.Count > 0)
            slices.Add(Slice("all", "all", series));
        foreach (var demand in series.GroupBy(one => one.Demand).OrderBy(group => group.Key))
            slices.Add(Slice("demand class", DemandClasses.NameOf(demand.Key), [.. demand]));
        // By what was sold before the held-out end: parting by its outcome would make every slice look biased.
        var volumes = SeriesClass.Volumes([.. series.Select(one => Math.Max(0, one.Volume))]);
        foreach (var volume in series.Zip(volumes).GroupBy(one => one.Second, one => one.First, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
            slices.Add(Slice("volume", volume.Key, [.. volume]));
        slices.AddRange(Thirds("price", [.. series.Where(one => cards.Find(one.Key)?.Price is > 0)], one => (double)cards.Find(one.Key)!.Price!, ""));
        slices.AddRange(Thirds("history", [.. series.Where(one => one.Length > 0)], one => one.Length, step == Step.Week ? " weeks" : " days"));
        foreach (var stage in series.Where(one => one.Stage != LifeStage.Unknown).GroupBy(one => one.Stage).OrderBy(group => group.Key))
            slices.Add(Slice("life cycle", LifeStages.NameOf(stage.Key), [.. stage]));
        slices.AddRange(Largest("category", series, one => cards.Find(one.Key)?.Category ?? ""));
        // The key of an item at a location is item|location, and ids of locations hold no mark.
        slices.AddRange(Largest("location", byLocation?.Series ?? [], one => one.Key[(one.Key.LastIndexOf('|') + 1)..]));
        return new ForecastAccuracy(step, scores.Horizon, slices, [.. series
            .OrderByDescending(one => one.AbsoluteError).ThenBy(one => one.Key, StringComparer.Ordinal).Take(MostWorst)
            .Select(one => new SeriesAccuracy(
                one.Key, cards.Find(one.Key)?.Title ?? "", DemandClasses.NameOf(one.Demand), one.Units, one.Mase, Ratio(one.Error, one.Units)))]);
    }

    /// <summary>The parts of a name that sold most; what has no name is in none.</summary>
    private static IEnumerable<AccuracySlice> Largest(string dimension, IReadOnlyList<HeldOutScore> series, Func<HeldOutScore, string> name) => series
        .GroupBy(name, StringComparer.Ordinal).Where(group => group.Key.Length > 0)
        .OrderByDescending(group => group.Sum(one => one.Units)).ThenBy(group => group.Key, StringComparer.Ordinal).Take(MostParts)
        .Select(group => Slice(dimension, group.Key, [.. group]));

    /// <summary>Three parts by a number, as even as can be while equal numbers stay together; none that is empty.</summary>
    private static IEnumerable<AccuracySlice> Thirds(string dimension, IReadOnlyList<HeldOutScore> series, Func<HeldOutScore, double> number, string unit)
    {
        if (series.Count < FewestForThirds)
            yield break;
        double[] sorted = [.. series.Select(number).Order()];
        var (low, high) = (sorted[(sorted.Length - 1) / 3], sorted[2 * (sorted.Length - 1) / 3]);
        string Text(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
        foreach (var (name, part) in new[]
        {
            ($"up to {Text(low)}{unit}", series.Where(one => number(one) <= low)),
            ($"more, up to {Text(high)}{unit}", series.Where(one => number(one) > low && number(one) <= high)),
            ($"more than {Text(high)}{unit}", series.Where(one => number(one) > high)),
        })
            if (part.ToArray() is { Length: > 0 } those)
                yield return Slice(dimension, name, those);
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
