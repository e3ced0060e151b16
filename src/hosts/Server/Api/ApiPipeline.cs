using Kirana.Server.Api.Problems;
using Kirana.Server.Api.Queries;
using Kirana.Server.Metrics;
using Kirana.Server.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Kirana.Server.Api;

/// <summary>What every request to the HTTP interface goes through, in whatever application it is mapped: the gate, the query's check, the
/// answer or its problem, and the measuring.</summary>
/// <param name="gate">Who may go on.</param>
/// <param name="metrics">What is measured.</param>
/// <param name="options">The clock.</param>
/// <param name="log">Told of faults of the server's own.</param>
internal sealed partial class ApiPipeline(AccessGate gate, ServerMetrics metrics, KiranaOptions options, ILogger<ApiPipeline> log)
{
    private static readonly TimeSpan BetweenLogs = TimeSpan.FromSeconds(1);

    private long _logged;

    /// <summary>What answers the requests of a route.</summary>
    /// <param name="route">The route.</param>
    public RequestDelegate For(ApiRoute route)
    {
        var meter = metrics.Route(route.Name);
        return context => Run(context, route, meter);
    }

    private async Task Run(HttpContext context, ApiRoute route, RouteMeter meter)
    {
        var start = options.Clock.GetTimestamp();
        try
        {
            SecurityHeaders.OfData(context.Response);
            if (gate.Refuse(context, route.Scope) is { } refusal)
                await ProblemAnswer.Write(context, refusal);
            else
                await route.Answer(new ApiCall(context, route,
                    new QueryValues(route.Parameters, QueryParser.Parse(context.Request.QueryString.Value, route.Parameters))));
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody listens any more; the status is for the measuring only.
            if (!context.Response.HasStarted)
                context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            var problem = Faults.Explain(exception);
            if (problem.Status >= 500 && MayLog())
                Failed(log, exception, route.Name, problem.Code);
            await ProblemAnswer.Write(context, problem);
        }
        finally
        {
            meter.Record(options.Clock.GetElapsedTime(start), context.Response.StatusCode);
        }
    }

    // A fault that every request meets, such as a full disk, must not fill the log too.
    private bool MayLog()
    {
        var last = Volatile.Read(ref _logged);
        var now = options.Clock.GetTimestamp();
        return (last == 0 || options.Clock.GetElapsedTime(last, now) >= BetweenLogs) && Interlocked.CompareExchange(ref _logged, now, last) == last;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Route} failed: {Code}")]
    private static partial void Failed(ILogger log, Exception exception, string route, string code);
}
