using Kirana.Forecast.Demand;

namespace Kirana.Forecast.Evaluation;

/// <summary>What kind of series a score belongs to, by which scores are looked at apart.</summary>
/// <param name="Demand">How it sells: smooth, erratic, intermittent or lumpy.</param>
/// <param name="Length">How much of its past is known: <c>under 2 seasons</c>, <c>2 to 5 seasons</c>, <c>over 5 seasons</c>; without a season
/// 12 steps stand for one.</param>
/// <param name="Volume">A: of the largest series that together make 80 % of the volume; B: of the next, to 95 %; C: of the rest.</param>
public sealed record SeriesClass(string Demand, string Length, string Volume)
{
    private const int StepsWithoutSeason = 12;

    /// <summary>Classes series by what was known before the forecast.</summary>
    /// <param name="training">The observations of each.</param>
    /// <param name="season">Steps in one season, 1 for none.</param>
    /// <returns>A class for each. The volume is the mean of |y| over the last season, or twelve steps.</returns>
    public static IReadOnlyList<SeriesClass> Of(IReadOnlyList<Data.Series.TimeSeries> training, int season)
    {
        ArgumentNullException.ThrowIfNull(training);
        ArgumentOutOfRangeException.ThrowIfLessThan(season, 1);
        var seasonal = season == 1 ? StepsWithoutSeason : season;
        var volumes = Volumes([.. training.Select(series => Size(series.Values[Math.Max(0, series.Length - seasonal)..]))]);
        return [.. training.Select((series, i) => new SeriesClass(
            DemandClasses.NameOf(DemandClasses.Of(series.Values)),
            series.Length < 2L * seasonal ? "under 2 seasons" : series.Length <= 5L * seasonal ? "2 to 5 seasons" : "over 5 seasons", volumes[i]))];
    }

    /// <summary>A, B or C for each volume.</summary>
    /// <param name="volumes">Numbers of 0 or more.</param>
    public static IReadOnlyList<string> Volumes(IReadOnlyList<double> volumes)
    {
        ArgumentNullException.ThrowIfNull(volumes);
        var classes = new string[volumes.Count];
        var total = volumes.Sum();
        var before = 0.0;
        foreach (var i in Enumerable.Range(0, volumes.Count).OrderByDescending(i => volumes[i]))
        {
            // By what lies before it, so that a series that alone makes more than 80 % is of class A.
            classes[i] = volumes[i] > 0 && before < 0.8 * total ? "A" : volumes[i] > 0 && before < 0.95 * total ? "B" : "C";
            before += volumes[i];
        }

        return classes;
    }

    private static double Size(ReadOnlySpan<double> values)
    {
        var (sum, count) = (0.0, 0);
        foreach (var value in values)
        {
            if (!double.IsFinite(value))
                continue;
            sum += Math.Abs(value);
            count++;
        }

        return count == 0 ? 0 : sum / count;
    }
}
