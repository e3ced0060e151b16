using System.Text.Json;
using Kirana.Server.Api.Answers;
using Microsoft.AspNetCore.Http;

namespace Kirana.Server.Api.Problems;

/// <summary>Writes problems.</summary>
internal static class ProblemAnswer
{
    /// <summary>The media type of problems.</summary>
    public const string ContentType = "application/problem+json";

    /// <summary>Answers a request with a problem. Nothing may have been written before.</summary>
    /// <param name="context">The request.</param>
    /// <param name="problem">The problem.</param>
    public static async Task Write(HttpContext context, Problem problem)
    {
        var response = context.Response;
        var body = JsonSerializer.SerializeToUtf8Bytes(problem, ServerJson.Web.Problem);
        response.StatusCode = problem.Status;
        response.ContentType = ContentType;
        response.ContentLength = body.Length;
        response.Headers.CacheControl = "no-store";
        if (problem.RetryAfter is { } seconds)
            response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (problem.Allow is { } methods)
            response.Headers.Allow = methods;
        if (problem.Status == StatusCodes.Status401Unauthorized)
            response.Headers.WWWAuthenticate = "Bearer realm=\"kirana\", Basic realm=\"kirana\", charset=\"UTF-8\"";
        if (problem.Closes)
            response.Headers.Connection = "close";
        if (!HttpMethods.IsHead(context.Request.Method))
            await response.BodyWriter.WriteAsync(body, context.RequestAborted);
    }
}
