using Kirana.Operate.Access;
using Kirana.Server.Api;
using Kirana.Server.Api.Problems;
using Kirana.Server.Security;
using Microsoft.AspNetCore.Http;

namespace Kirana.Server.Hosting;

/// <summary>What a server of our own adds to the guard that the routes have: the host's name, and the guard of everything that is no route of the
/// HTTP interface, such as pages.</summary>
/// <param name="gate">Who may go on.</param>
/// <param name="unknown">Explains what there is not.</param>
/// <param name="isLocal">Whether the server listens on loopback only.</param>
internal sealed class ServerGuard(AccessGate gate, UnknownRoute unknown, bool isLocal)
{
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

    /// <summary>Explains an answer that has a status of 400 or above and no body.</summary>
    /// <param name="status">The request and its answer.</param>
    public Task Explain(Microsoft.AspNetCore.Diagnostics.StatusCodeContext status)
    {
        var context = status.HttpContext;
        var allow = context.Response.Headers.Allow.ToString();
        return ProblemAnswer.Write(context, context.Response.StatusCode switch
        {
            404 or 405 => unknown.Explain(context.Request.Path.Value ?? "/", context.Request.Method) is { Allow: null } problem && allow.Length > 0
                ? new Problem(405, "method-not-allowed", $"This route has no {context.Request.Method}; it has {allow}.") { Allow = allow } : unknown.Explain(context.Request.Path.Value ?? "/", context.Request.Method),
            var other => new Problem(other, "refused", $"The request was refused: {Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(other)}."),
        });
    }
}
