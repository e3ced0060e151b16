using Kirana.Data.Series;
using Kirana.Pictures.Charts;

namespace Kirana.Cli.Commands.Forecast;

/// <summary>Where the steps of a series stand in a picture.</summary>
internal static class StepPlaces
{
    /// <summary>The axis for a step: moments, or plain numbers where steps are only numbered.</summary>
    /// <param name="step">The step.</param>
    public static Axis AxisOf(Step step) => step == Step.Index ? new Axis { Title = "step" } : Axis.Time;

    /// <summary>The places of some steps.</summary>
    /// <param name="axis">The series' axis.</param>
    /// <param name="from">The first step.</param>
    /// <param name="count">How many.</param>
    public static double[] Of(TimeAxis axis, int from, int count) => [.. Enumerable.Range(from, count).Select(step => Of(axis, step))];

    private static double Of(TimeAxis axis, int step) => axis.Step switch
    {
        Step.Index => axis.Shift(step).Start,
        Step.Hour => Axis.At(DateTimeOffset.UnixEpoch.AddHours(axis.Shift(step).Start)),
        _ => Axis.At(axis.DayOf(step)),
    };
}
