using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Kirana.Server.Api.Queries;
using Microsoft.AspNetCore.Http;

namespace Kirana.Server.Api;

/// <summary>One request under way.</summary>
/// <param name="Http">The request and its answer.</param>
/// <param name="Route">The route that was asked.</param>
/// <param name="Query">Its parameters.</param>
internal sealed record ApiCall(HttpContext Http, ApiRoute Route, QueryValues Query)
{
    /// <summary>Set when the caller is gone.</summary>
    public CancellationToken Gone => Http.RequestAborted;

    /// <summary>Answers with JSON.</summary>
    /// <typeparam name="T">The type of the answer.</typeparam>
    /// <param name="value">The answer.</param>
    /// <param name="type">How it becomes JSON.</param>
    public Task Json<T>(T value, JsonTypeInfo<T> type) => Bytes(JsonSerializer.SerializeToUtf8Bytes(value, type), "application/json; charset=utf-8");

    /// <summary>Answers with bytes.</summary>
    /// <param name="body">The bytes.</param>
    /// <param name="contentType">Their media type.</param>
    public Task Bytes(ReadOnlyMemory<byte> body, string contentType)
    {
        // Whole before the first byte leaves, so that a failure on the way still becomes a problem.
        var response = Http.Response;
        response.StatusCode = Route.Status;
        response.ContentType = contentType;
        response.ContentLength = body.Length;
        return response.BodyWriter.WriteAsync(body, Gone).AsTask();
    }
}
