using Kirana.Operate.Access;
using Kirana.Pipelines.Words;
using Kirana.Server.Api.Problems;
using Kirana.Server.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Extensions.Primitives;

namespace Kirana.Server.Api;

/// <summary>Answers what is asked below <c>/v1</c> and is no route: with the methods there are, or the route that was probably meant.</summary>
/// <param name="gate">Who may ask.</param>
/// <param name="table">The routes.</param>
internal sealed class UnknownRoute(AccessGate gate, ApiTable table)
{
    /// <summary>The pattern of the paths it answers.</summary>
    public const string Pattern = "/v1/{**path}";

    private readonly (ApiRoute Route, TemplateMatcher Matcher)[] _routes =
        [.. table.Routes.Select(route => (route, new TemplateMatcher(TemplateParser.Parse(route.Path), [])))];

    /// <summary>Answers a request.</summary>
    /// <param name="context">The request.</param>
    public Task Answer(HttpContext context)
    {
        SecurityHeaders.OfData(context.Response);
        return ProblemAnswer.Write(context, gate.Refuse(context, AccessScope.Read) ?? Explain("/v1/" + context.GetRouteValue("path"), context.Request.Method));
    }

    /// <summary>What is wrong with a path and method.</summary>
    /// <param name="path">The path, below whatever prefix the routes have.</param>
    /// <param name="method">The method.</param>
    /// <param name="allow">The methods that routing found for the path.</param>
    internal Problem Explain(string path, string method, StringValues allow = default)
    {
        string[] methods = allow.Count > 0 ? allow.ToString().Split(", ") : [.. _routes.Where(route => route.Matcher.TryMatch(path, [])).Select(route => route.Route.Method)];
        if (methods.Length > 0)
            return new Problem(405, "method-not-allowed", $"This route has no {(method.Length > 20 ? "such method" : method)}; it has {string.Join(" and ", methods)}.") { Allow = string.Join(", ", methods) };
        var meant = NearestWords.Nearest(path, table.Routes.Select(route => route.Path).Distinct(StringComparer.Ordinal));
        return new Problem(404, "no-route", "There is no such route.", meant is null ? "GET /openapi/v1.json lists all of them." : $"Did you mean {meant}?");
    }
}
