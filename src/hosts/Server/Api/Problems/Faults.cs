using Kirana.Data;
using Kirana.Pipelines.Ingest;
using Microsoft.AspNetCore.Http;

namespace Kirana.Server.Api.Problems;

/// <summary>Says what every exception means to the one who asked. Never a path, a type or a stack.</summary>
internal static class Faults
{
    private const string Busy = "Ask again in a moment.";

    /// <summary>The problem of an exception.</summary>
    /// <param name="exception">What ended the request.</param>
    public static Problem Explain(Exception exception) => exception switch
    {
        ProblemException known => known.Problem,
        AggregateException { InnerExceptions.Count: > 0 } many => Explain(many.InnerExceptions[0]),
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } =>
            new Problem(413, "body-too-large", "The body is larger than this server takes.", "Send the records in several requests.") { Closes = true },
        BadHttpRequestException { StatusCode: StatusCodes.Status408RequestTimeout } =>
            new Problem(408, "slow-body", "The body arrived too slowly.", "Send it again over a better line, or in smaller requests.") { Closes = true },
        BadHttpRequestException => new Problem(400, "bad-request", "The request breaks the rules of HTTP.") { Closes = true },
        DataException data => Explain(data),
        IntakeOverloadedException => new Problem(503, "overloaded", "More records wait to be stored than the server holds; none of these was.", Busy) { RetryAfter = 1 },
        ObjectDisposedException => new Problem(503, "stopping", "The server is about to stop.", "Ask again once it runs.") { RetryAfter = 5 },
        KeyNotFoundException missing => new Problem(404, "not-found", missing.Message),
        ArgumentException wrong => new Problem(400, "bad-value", WithoutParameter(wrong)) { Field = wrong.ParamName },
        TimeoutException or OperationCanceledException => new Problem(503, "late", "The answer was not ready in time.", Busy) { RetryAfter = 1 },
        IOException => Disk("disk-failed", "The shop's disk does not answer."),
        OutOfMemoryException => new Problem(503, "out-of-memory", "The server has no memory left for this request.", "Send less at once.") { RetryAfter = 5 },
        _ => new Problem(500, "internal", "The server failed at this request; the fault is its own.", "Its log has the details; please report it."),
    };

    private static Problem Explain(DataException data) => data.Code switch
    {
        "disk-full" => Disk(data.Code, "The disk of the shop is full; nothing was stored."),
        "disk-failed" or "read-only-folder" => Disk(data.Code, "The shop cannot be written; nothing was stored."),
        "shop-locked" => new Problem(503, data.Code, "Another process is changing the shop.", Busy) { RetryAfter = 1 },
        "control-failed" or "damaged-control" or "damaged-segment" or "analysis-failed" or "unreadable-file" =>
            new Problem(503, data.Code, "The shop's records cannot be read at the moment.", "`kirana check` on the server tells more.") { RetryAfter = 5 },
        "damaged-model" or "bad-model" or "wrong-kind" or "unknown-version" =>
            new Problem(503, data.Code, "The model's file cannot be used.", "Train again, or promote another version.") { RetryAfter = 5 },
        "too-many-records" => new Problem(413, data.Code, data.Message, data.Hint ?? "Send them in several requests."),
        _ => new Problem(400, data.Code, data.Message, data.Hint) { Row = data.Row, Field = data.Column },
    };

    private static Problem Disk(string code, string detail) => new(503, code, detail, "Look after the server's disk; then send it again.") { RetryAfter = 5 };

    // .NET appends the parameter and its value, which the message tells already.
    private static string WithoutParameter(ArgumentException wrong)
    {
        var end = wrong.ParamName is null ? -1 : wrong.Message.IndexOf($" (Parameter '{wrong.ParamName}')", StringComparison.Ordinal);
        return end < 0 ? wrong.Message : wrong.Message[..end];
    }
}
