using Kirana.Bench.Load.Target;

namespace Kirana.Bench.Load.Scenarios;

/// <summary>How long a shop's people wait for the first list after the server was started.</summary>
internal static class Starts
{
    private const double MostSeconds = 1.5;
    private const int Times = 7;

    /// <summary>Runs the scenario.</summary>
    /// <param name="start">Starts the server.</param>
    public static ScenarioResult Run(Func<ServedShop> start)
    {
        var seconds = new double[Times];
        var memory = 0.0;
        for (var i = 0; i < Times; i++)
        {
            using var server = start();
            seconds[i] = server.StartSeconds;
            memory = Math.Max(memory, server.ResidentMegabytes);
        }

        Array.Sort(seconds);
        return new ScenarioResult("start", $"{Times} starts, from the process to the first list.",
        [
            new Measured("median", seconds[Times / 2], "s") { AtMost = MostSeconds },
            new Measured("fastest", seconds[0], "s"),
            new Measured("slowest", seconds[^1], "s"),
            new Measured("memory then", memory, "MB"),
        ]);
    }
}
