using System.Text;
using Kirana.Data;
using Kirana.Operate.Access;
using Kirana.Operate.Registry;
using Kirana.Server.Api.Answers;
using Kirana.Server.Api.Problems;
using Kirana.Server.Metrics;

namespace Kirana.Server.Api;

/// <summary>How the server is, for people, load balancers and Prometheus.</summary>
/// <param name="shop">The shop.</param>
/// <param name="options">The clock.</param>
internal sealed class HealthApi(ServedShop shop, KiranaOptions options) : IApi
{
    private static readonly TimeSpan RecentFault = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    public string Subject => "health";

    /// <inheritdoc/>
    public IReadOnlyList<ApiRoute> Routes =>
    [
        new("GET", "/health/live", AccessScope.None, call => call.Json(new LiveAnswer("alive"), ServerJson.Web.LiveAnswer))
        {
            Operation = "live", Summary = "Whether the process runs; asks nothing of the shop.", Type = ServerJson.Web.LiveAnswer, Example = """{"status":"alive"}""",
        },
        new("GET", "/health/ready", AccessScope.Read, Ready)
        {
            Operation = "ready", Summary = "Whether requests can be answered.", Description = "Without a model the server is ready and degraded; without its records or its disk it is not ready.",
            Type = ServerJson.Web.ReadyAnswer, Example = """{"status":"ready","problems":[]}""", Problems = [503],
        },
        new("GET", "/v1/health", AccessScope.Read, Health)
        {
            Operation = "health", Summary = "How the server is, over the last minute.", Type = ServerJson.Web.HealthAnswer,
            Example = """{"uptimeSeconds":3600.5,"cpuShare":0.12,"residentMegabytes":210.4,"heapMegabytes":84.1,"collections":3,"eventsPerSecond":120.5,"commitMedian":4.1,"commitP99":30.2,"waiting":0,"routes":[{"route":"GET /v1/recommendations","perSecond":300.2,"median":0.9,"p95":2.1,"p99":4.7,"errors":0}],"recommend":"implicit-als 3","forecast":"shop-forecast 2","problems":[],"layer":{"requests":812,"skipped":40,"newest":"2011-12-09T12:31:00+00:00","weights":{"score":-0.21,"item-age":-0.15,"item-went":0.26,"department-went":0.1}}}""",
        },
        new("GET", "/metrics", AccessScope.Read, call => call.Bytes(Encoding.UTF8.GetBytes(PrometheusText.Of(shop.Metrics)), PrometheusText.ContentType))
        {
            Operation = "metrics", Summary = "Counters and histograms in the text format of Prometheus.", ContentType = "text/plain", Example = "kirana_records_stored_total 120\n",
        },
    ];

    private Task Ready(ApiCall call)
    {
        if (shop.Disk.Recent(options.Clock.GetUtcNow(), RecentFault) is { } fault)
            throw new ProblemException(Faults.Explain(new DataException("") { Code = fault }));
        shop.Shop.Version();
        var problems = Problems();
        if (problems.FirstOrDefault(problem => problem.Area is "records") is { } records)
            throw new ProblemException(new Problem(503, records.Code, records.Message) { RetryAfter = 5 });
        return call.Json(new ReadyAnswer(problems.Length == 0 ? "ready" : "degraded", problems), ServerJson.Web.ReadyAnswer);
    }

    private Task Health(ApiCall call)
    {
        var state = shop.Serving.State;
        return call.Json(HealthAnswer.Of(shop.Metrics.Health(), Name(state.Recommend), Name(state.Forecast), Problems(), shop.Serving.Layer), ServerJson.Web.HealthAnswer);
    }

    private ProblemOfServing[] Problems() => [.. shop.Serving.State.Problems.Select(ProblemOfServing.Of)];

    private static string? Name(ModelVersion? version) => version is null ? null : $"{version.Kind} {version.Number}";
}
