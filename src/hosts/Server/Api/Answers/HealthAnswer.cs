using System.ComponentModel;
using Kirana.Pipelines.Serving;
using Kirana.Server.Metrics;

namespace Kirana.Server.Api.Answers;

/// <summary>How the server is, and what it serves.</summary>
/// <param name="UptimeSeconds">How long it has run.</param>
/// <param name="CpuShare">CPU used.</param>
/// <param name="ResidentMegabytes">Memory of the process.</param>
/// <param name="HeapMegabytes">Memory of managed objects.</param>
/// <param name="Collections">Garbage collections of the oldest generation.</param>
/// <param name="EventsPerSecond">Records stored a second.</param>
/// <param name="CommitMedian">Milliseconds.</param>
/// <param name="CommitP99">Milliseconds.</param>
/// <param name="Waiting">Requests waiting for a commit.</param>
/// <param name="Routes">The routes asked.</param>
/// <param name="Recommend">The recommender that serves.</param>
/// <param name="Forecast">The forecast that serves.</param>
/// <param name="Problems">What cannot be served.</param>
/// <param name="Layer">What the recommender learnt since its training.</param>
internal sealed record HealthAnswer(
    double UptimeSeconds,
    [property: Description("CPU used over the last minute, as a share of all cores, 0 to 1.")] double CpuShare,
    double ResidentMegabytes, double HeapMegabytes, long Collections,
    [property: Description("Records stored a second, over the last minute.")] double EventsPerSecond,
    [property: Description("Milliseconds half of the requests with records waited for their commit at most.")] double CommitMedian,
    [property: Description("Milliseconds 99 % of them waited at most.")] double CommitP99,
    int Waiting,
    [property: Description("The routes asked in the last minute, the busiest first; milliseconds.")] IReadOnlyList<RouteLatency> Routes,
    [property: Description("The recommender that answers, such as `implicit-als 3`.")] string? Recommend,
    [property: Description("The forecast that answers.")] string? Forecast,
    [property: Description("What cannot be served at the moment.")] IReadOnlyList<ProblemOfServing> Problems,
    [property: Description("What the order of lists learnt between trainings; null if nothing is learnt over the model that answers.")] LayerAnswer? Layer)
{
    /// <summary>A server's health as JSON tells it.</summary>
    /// <param name="health">What was measured.</param>
    /// <param name="recommend">The recommender that serves.</param>
    /// <param name="forecast">The forecast that serves.</param>
    /// <param name="problems">What cannot be served.</param>
    /// <param name="layer">What the recommender learnt since its training.</param>
    public static HealthAnswer Of(ServerHealth health, string? recommend, string? forecast, IReadOnlyList<ProblemOfServing> problems, LayerFigures? layer) => new(
        health.Uptime.TotalSeconds, health.CpuShare, health.ResidentMegabytes, health.HeapMegabytes, health.Collections, health.EventsPerSecond,
        health.CommitMedian, health.CommitP99, health.Waiting, health.Routes, recommend, forecast, problems, LayerAnswer.Of(layer));
}
