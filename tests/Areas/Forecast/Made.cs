using Kirana.Data.Series;

namespace Kirana.Tests.Areas.Forecast;

/// <summary>Series made for tests.</summary>
internal static class Made
{
    public static TimeSeries Series(params double[] values) => Named("made", values);

    public static TimeSeries Named(string key, params double[] values) => new(key, new TimeAxis(Step.Index, 1), values);

    /// <summary>A level with a wave of the season, a trend and a deterministic rattle.</summary>
    public static double[] Wave(int length, int season, double trend = 0.2, double swing = 20) =>
        [.. Enumerable.Range(1, length).Select(t => 100 + trend * t + swing * Math.Sin(2 * Math.PI * t / season) + 5 * Math.Sin(1.7 * t * t))];
}
