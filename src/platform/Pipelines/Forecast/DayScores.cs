using Kirana.Numerics.Statistics;

namespace Kirana.Pipelines.Forecast;

/// <summary>How well the held-out steps of one kind were forecast.</summary>
/// <param name="Days"><c>holidays</c>: days of a holiday and those near it, or weeks that hold one; <c>promotions</c>: of a promoted item; <c>other days</c>.</param>
/// <param name="Series">Series with such steps.</param>
/// <param name="Steps">The steps, of all series.</param>
/// <param name="Metrics">The model's figures on them with 95 % bootstrap intervals; names as <see cref="ForecastFileResult"/> has them.</param>
public sealed record DayScores(string Days, int Series, int Steps, IReadOnlyDictionary<string, Interval> Metrics);
