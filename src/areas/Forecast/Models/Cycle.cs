namespace Kirana.Forecast.Models;

/// <summary>Values of one season, that of the next step first.</summary>
internal static class Cycle
{
    /// <summary>The cycle after one more step: its first value becomes the last.</summary>
    public static double[] Turn(double[] cycle) => cycle.Length == 0 ? cycle : Turn(cycle, cycle[0]);

    /// <summary>The cycle after one more step, with a new value for the phase that has passed.</summary>
    public static double[] Turn(double[] cycle, double passed) => [.. cycle[1..], passed];
}
