using Kirana.Operate.Access;
using Kirana.Server.Api;
using Kirana.Server.Api.Problems;
using Kirana.Server.Security;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Kirana.Server.Hosting;

/// <summary>What a server of our own adds to the guard that the routes have: the host's name, and the guard of everything that is no route of the
/// HTTP interface, such as pages.</summary>
/// <param name="gate">Who may go on.</param>
/// <param name="unknown">Explains what there is not.</param>
/// <param name="isLocal">Whether the server listens on loopback only.</param>
/// <param name="hasPages">Whether it has pages.</param>
internal sealed class ServerGuard(AccessGate gate, UnknownRoute unknown, bool isLocal, bool hasPages)
{
    private const string NotFoundPage = "/not-found";

    /// <summary>Guards a request.</summary>
    /// <param name="context">The request.</param>
    /// <param name="next">What comes after.</param>
    public Task Run(HttpContext context, RequestDelegate next)
    {
        if (isLocal && !LocalNames.MeansThisServer(context))
        {
            SecurityHeaders.OfData(context.Response);
            return ProblemAnswer.Write(context, new Problem(421, "wrong-host", "This server answers to localhost and its port only.",
                $"Ask for http://localhost:{context.Connection.LocalPort}/.") { Field = "Host", Closes = true });
        }

        var endpoint = context.GetEndpoint();
        if (endpoint?.Metadata.GetMetadata<ApiRoute>() is not null || endpoint?.Metadata.GetMetadata<UnknownRouteMark>() is not null)
            return next(context);
        // Pages can do everything, so with keys they need one that may.
        SecurityHeaders.OfPages(context.Response);
        return gate.Refuse(context, AccessScope.Admin) is { } refusal ? ProblemAnswer.Write(context, refusal) : next(context);
    }

    /// <summary>Explains an answer that has a status of 400 or above and no body: to a browser that looks for a page with a page.</summary>
    /// <param name="status">The request and its answer.</param>
    public Task Explain(StatusCodeContext status)
    {
        var context = status.HttpContext;
        var (request, response) = (context.Request, context.Response);
        if (hasPages && response.StatusCode == StatusCodes.Status404NotFound && HttpMethods.IsGet(request.Method)
            && request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal))
        {
            // Tells the page that its status is meant.
            context.Features.Set<IStatusCodeReExecuteFeature>(new StatusCodeReExecuteFeature { OriginalPath = request.Path, OriginalPathBase = request.PathBase });
            request.Path = NotFoundPage;
            request.QueryString = QueryString.Empty;
            request.RouteValues.Clear();
            context.SetEndpoint(null);
            return status.Next(context);
        }

        var path = request.Path.Value ?? "/";
        return ProblemAnswer.Write(context, response.StatusCode switch
        {
            StatusCodes.Status404NotFound or StatusCodes.Status405MethodNotAllowed => unknown.Explain(path, request.Method, response.Headers.Allow),
            var other => new Problem(other, "refused", $"The request was refused: {ReasonPhrases.GetReasonPhrase(other)}."),
        });
    }
}
