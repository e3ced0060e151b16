using System.Globalization;
using System.Text;
using Kirana.Operate.Access;
using Kirana.Operate.Rules;
using Kirana.Pipelines.Recommend;
using Kirana.Recommend.Reranking.Rules;
using Kirana.Server.Api.Answers;
using Kirana.Server.Api.Bodies;
using Kirana.Server.Api.Problems;
using Kirana.Server.Api.Queries;

namespace Kirana.Server.Api;

/// <summary>The shop's rules for lists: what they are, what others would do, and saving them.</summary>
/// <param name="shop">The shop.</param>
/// <param name="bodies">Reads bodies.</param>
/// <param name="options">The longest list.</param>
internal sealed class RulesApi(ServedShop shop, BodyReader bodies, KiranaOptions options) : IApi
{
    private const string Document = """{"rules":[{"name":"no hearts","do":"exclude","where":{"items":["85123A"]}},{"name":"variety","do":"cap","most":3,"per":"category"}]}""";
    private const string Findings = """[{"code":"speaks-of-nothing","rules":["winter"],"text":"'winter' speaks of no item of the shop."}]""";
    private const string List = """{"list":"0193b5a0-7c3e-7d21-9b1f-4a6c0d2e8f11","for":"17850","model":"implicit-als 3","degraded":false,"items":[]}""";

    // The whole schema has references of its own, which would not hold inside another document.
    private static readonly BodyShape Shape = new(
        """{"type":"object","required":["rules"],"description":"By the schema at /v1/rules/schema.","properties":{"rules":{"type":"array","items":{"type":"object"}},"lists":{"type":"object"}}}""", Document);

    private static readonly QueryParameter User = new("user", QueryKind.Id, "The user whose list is shown.") { Required = true, Example = "17850" };
    private static readonly QueryParameter Version = new("version", QueryKind.Whole, "An older version's number; the one that holds where missing.") { Minimum = 1 };

    private static readonly QueryParameter After = new("after", QueryKind.Whole, "The version the change was made to, 0 for none; another that was saved since is not overwritten but answers 409.")
    {
        Minimum = 0,
    };

    private readonly QueryParameter _count = new("k", QueryKind.Whole, "The most items of the lists.")
    {
        Minimum = 1, Maximum = options.LongestList, Default = Math.Min(10, options.LongestList).ToString(CultureInfo.InvariantCulture),
    };

    /// <inheritdoc/>
    public string Subject => "rules";

    /// <inheritdoc/>
    public IReadOnlyList<ApiRoute> Routes =>
    [
        new("GET", "/v1/rules", AccessScope.Read, Show)
        {
            Operation = "rules", Summary = "The rules for lists as they hold, with the versions before them.", Parameters = [Version], Type = ServerJson.Web.RulesAnswer,
            Example = $$"""{"version":1,"created":"2011-12-10T06:00:00+00:00","document":{{Document}},"versions":[{"version":1,"created":"2011-12-10T06:00:00+00:00"}]}""", Problems = [404, 503],
        },
        new("PUT", "/v1/rules", AccessScope.Admin, Save)
        {
            Operation = "saveRules", Summary = "Saves rules for lists, as a new version that holds at once.",
            Description = "Rules that cannot be read answer 400 with the place of the fault, and nothing is saved. Rules that contradict each other are saved and named: where they do, the strict one wins.",
            Parameters = [After], Body = Shape, Type = ServerJson.Web.SavedRulesAnswer, Example = $$"""{"version":1,"created":"2011-12-10T06:00:00+00:00","findings":{{Findings}}}""", Problems = [408, 409, 413, 415, 503],
        },
        new("POST", "/v1/rules/check", AccessScope.Admin, Check)
        {
            Operation = "checkRules", Summary = "Reads rules and names those that contradict each other; nothing is saved.", Body = Shape, Type = ServerJson.Web.CheckedRules,
            Example = $$"""{"rules":2,"findings":{{Findings}}}""", Problems = [408, 413, 415],
        },
        new("POST", "/v1/rules/preview", AccessScope.Admin, Preview)
        {
            Operation = "previewRules", Summary = "A user's list as it is and as it would be under other rules; nothing is saved.", Parameters = [User, _count], Body = Shape,
            Type = ServerJson.Web.RulePreviewAnswer, Problems = [408, 413, 415],
            Example = $$"""{"before":{{List}},"after":{{List}},"changes":[{"item":"85123A","title":"WHITE HANGING HEART T-LIGHT HOLDER","before":1,"after":0,"why":"kept out by 'no hearts'"}],"findings":{{Findings}}}""",
        },
        new("GET", "/v1/rules/schema", AccessScope.Read, call => call.Bytes(Encoding.UTF8.GetBytes(RuleSchema.Text), call.Route.ContentType))
        {
            Operation = "rulesSchema", Summary = "The JSON schema of rules, for editors that check while one types.", ContentType = "application/schema+json", Example = RuleSchema.Text,
        },
    ];

    private Task Show(ApiCall call)
    {
        var versions = shop.Shop.Rules.List();
        var asked = call.Query.Whole(Version);
        var shown = asked is null ? versions.FirstOrDefault() : versions.FirstOrDefault(version => version.Number == asked)
            ?? throw new KeyNotFoundException($"There is no version {asked} of the rules; {versions.Count} are kept.");
        return call.Json(RulesAnswer.Of(shown, versions), ServerJson.Web.RulesAnswer);
    }

    private async Task Save(ApiCall call)
    {
        var (text, after) = (await Body(call), call.Query.Whole(After));
        var findings = shop.Serving.CheckRules(text).Findings;
        RuleVersion saved;
        try
        {
            saved = shop.Serving.SaveRules(text, after);
        }
        catch (InvalidOperationException meanwhile) when (meanwhile is not ObjectDisposedException)
        {
            throw new ProblemException(new Problem(409, "rules-changed", meanwhile.Message, "Read the rules again and make the change to them."), meanwhile);
        }

        await call.Json(new SavedRulesAnswer(saved.Number, saved.Created, findings), ServerJson.Web.SavedRulesAnswer);
    }

    private async Task Check(ApiCall call) => await call.Json(shop.Serving.CheckRules(await Body(call)), ServerJson.Web.CheckedRules);

    private async Task Preview(ApiCall call)
    {
        var wanted = new RecommendOptions { Count = call.Query.Whole(_count) ?? Math.Min(10, options.LongestList), Why = true };
        var user = call.Query.Id(User)!;
        await call.Json(RulePreviewAnswer.Of(shop.Serving.PreviewRules(await Body(call), user, wanted)), ServerJson.Web.RulePreviewAnswer);
    }

    private async Task<string> Body(ApiCall call)
    {
        using var deadline = bodies.Deadline();
        using var body = await bodies.Read(call.Http, takesLines: false, deadline.Token);
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(body.Memory.Span);
        }
        catch (DecoderFallbackException)
        {
            throw ProblemException.Bad("bad-json", "The body is not UTF-8.");
        }
    }
}
