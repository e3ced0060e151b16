using Kirana.Operate.Access;
using Kirana.Server.Api.Answers;
using Kirana.Server.Api.Problems;
using Kirana.Server.Api.Queries;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kirana.Server.Api;

/// <summary>Versions of models, and which of them serve.</summary>
/// <param name="shop">The shop.</param>
internal sealed class ModelsApi(ServedShop shop) : IApi
{
    private const string Version = """{"area":"recommend","number":1,"kind":"implicit-als","serves":true,"created":"2011-12-10T06:00:00+00:00","metrics":{"ndcg@10":0.12},"intervals":{"ndcg@10":[0.11,0.13]},"baselines":{"popular":{"ndcg@10":0.05}},"options":{"factors":64},"dataHash":"9f86d081","codeVersion":"0.1.0","trainSeconds":4.2,"fileHash":"60303ae2","fileBytes":1048576}""";

    private static readonly string[] Areas = ["recommend", "forecast"];
    private static readonly Dictionary<string, IReadOnlyList<string>> AreaWords = new(StringComparer.Ordinal) { ["area"] = Areas };
    private static readonly QueryParameter Number = new("number", QueryKind.Whole, "The version's number.") { Required = true, Minimum = 1, Example = "1" };

    /// <inheritdoc/>
    public string Subject => "models";

    /// <inheritdoc/>
    public IReadOnlyList<ApiRoute> Routes =>
    [
        new("GET", "/v1/models/{area}", AccessScope.Read, List)
        {
            Operation = "models", Summary = "The versions of an area, newest first.", PathWords = AreaWords, Type = ServerJson.Web.ModelsAnswer,
            Example = $$"""{"area":"recommend","versions":[{{Version}}]}""", Problems = [404, 503],
        },
        new("POST", "/v1/models/{area}/promote", AccessScope.Admin, call => Change(call, area => shop.Shop.Registry.Promote(area, call.Query.Whole(Number)!.Value)))
        {
            Operation = "promote", Summary = "Makes a version serve.", PathWords = AreaWords, Parameters = [Number], Type = ServerJson.Web.ModelAnswer, Example = Version, Problems = [404, 415, 503],
        },
        new("POST", "/v1/models/{area}/rollback", AccessScope.Admin, call => Change(call, shop.Shop.Registry.Rollback))
        {
            Operation = "rollback", Summary = "Makes the version serve that served before the current one.", PathWords = AreaWords, Type = ServerJson.Web.ModelAnswer, Example = Version,
            Problems = [404, 415, 503],
        },
    ];

    private Task List(ApiCall call)
    {
        var area = Area(call);
        var current = shop.Shop.Registry.Current(area)?.Number;
        return call.Json(new ModelsAnswer(area, [.. shop.Shop.Registry.List(area).Select(version => ModelAnswer.Of(version, version.Number == current))]), ServerJson.Web.ModelsAnswer);
    }

    // Forms of other pages cannot name JSON as their type, and programs need not name any where there is no body.
    private Task Change(ApiCall call, Func<string, Operate.Registry.ModelVersion> change)
    {
        var area = Area(call);
        if (call.Http.Request.ContentType is { Length: > 0 } type && !call.Http.Request.HasJsonContentType())
            throw new ProblemException(new Problem(415, "media-type", $"This route takes no body, and none of the type '{type}'.") { Field = "Content-Type", Closes = true });
        var version = change(area);
        shop.Serving.Refresh();
        return call.Json(ModelAnswer.Of(version, serves: true), ServerJson.Web.ModelAnswer);
    }

    private static string Area(ApiCall call)
    {
        var area = (string?)call.Http.GetRouteValue("area") ?? "";
        return Areas.Contains(area, StringComparer.Ordinal) ? area
            : throw new ProblemException(new Problem(404, "not-found", $"There are models of {string.Join(" and ", Areas)} only."));
    }
}
