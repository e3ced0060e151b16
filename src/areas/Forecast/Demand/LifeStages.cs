using Kirana.Data.Series;

namespace Kirana.Forecast.Demand;

/// <summary>Tells a series' <see cref="LifeStage"/>.</summary>
/// <remarks>With sales of five quarters of a year or more, the last quarter is compared with the same one a year before, so that a season is no
/// growth. Of a shorter life the second half is compared with the first.</remarks>
public static class LifeStages
{
    private const double Growth = 1.25;
    private const double Decline = 0.8;

    /// <summary>The stage of a series.</summary>
    /// <param name="series">The demand of each step; a missing one does not count. Of steps without a calendar nobody knows how long a year is: their
    /// stage is <see cref="LifeStage.Unknown"/>.</param>
    public static LifeStage Of(TimeSeries series)
    {
        ArgumentNullException.ThrowIfNull(series);
        var life = series.Values[LeadingZeros.Count(series.Values)..];
        var year = YearOf(series.Axis.Step);
        var quarter = Math.Max(1, year / 4);
        if (year == 0 || Mean(life) is not > 0)
            return LifeStage.Unknown;
        if (life.Length < Math.Max(2, quarter))
            return LifeStage.New;
        var last = Mean(life[^quarter..]);
        if (last is 0)
            return LifeStage.Ended;
        var (now, before) = life.Length >= year + quarter
            ? (last, Mean(life[^(year + quarter)..^year]))
            : (Mean(life[(life.Length / 2)..]), Mean(life[..(life.Length / 2)]));
        return now > Growth * before ? LifeStage.Growing : now < Decline * before ? LifeStage.Declining : LifeStage.Mature;
    }

    /// <summary>The stage as answers name it.</summary>
    /// <param name="stage">The stage.</param>
    public static string NameOf(LifeStage stage) => stage switch
    {
        LifeStage.New => "new",
        LifeStage.Growing => "growing",
        LifeStage.Mature => "mature",
        LifeStage.Declining => "declining",
        LifeStage.Ended => "ended",
        _ => "unknown",
    };

    private static int YearOf(Step step) => step switch
    {
        Step.Hour => 365 * 24,
        Step.Day => 365,
        Step.Week => 52,
        Step.Month => 12,
        Step.Quarter => 4,
        Step.Year => 1,
        _ => 0,
    };

    /// <summary>The mean of what is known; NaN of nothing.</summary>
    private static double Mean(ReadOnlySpan<double> values)
    {
        var (sum, count) = (0.0, 0);
        foreach (var value in values)
            if (double.IsFinite(value))
                (sum, count) = (sum + value, count + 1);
        return sum / count;
    }
}
