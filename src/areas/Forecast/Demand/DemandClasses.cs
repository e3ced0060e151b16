namespace Kirana.Forecast.Demand;

/// <summary>Tells a series' <see cref="DemandClass"/>.</summary>
public static class DemandClasses
{
    private const double LongInterval = 1.32;
    private const double UnevenSizes = 0.49;

    /// <summary>The class of a series. Without any demand it is intermittent.</summary>
    /// <param name="values">The demand of each step; a missing one does not count.</param>
    public static DemandClass Of(ReadOnlySpan<double> values)
    {
        var (steps, demands, sum, squares) = (0, 0, 0.0, 0.0);
        foreach (var value in values)
        {
            if (double.IsNaN(value))
                continue;
            steps++;
            if (value == 0)
                continue;
            demands++;
            sum += value;
            squares += value * value;
        }

        if (demands == 0)
            return DemandClass.Intermittent;
        var mean = sum / demands;
        var isSeldom = (double)steps / demands >= LongInterval;
        var isUneven = squares / demands / (mean * mean) - 1 >= UnevenSizes;
        return (isSeldom, isUneven) switch
        {
            (false, false) => DemandClass.Smooth,
            (false, true) => DemandClass.Erratic,
            (true, false) => DemandClass.Intermittent,
            _ => DemandClass.Lumpy,
        };
    }

    /// <summary>The class as answers name it.</summary>
    /// <param name="demand">The class.</param>
    public static string NameOf(DemandClass demand) => demand switch
    {
        DemandClass.Smooth => "smooth",
        DemandClass.Erratic => "erratic",
        DemandClass.Intermittent => "intermittent",
        _ => "lumpy",
    };
}
