using System.Globalization;
using Kirana.Operate.Access;
using Kirana.Pipelines.Recommend;
using Kirana.Pipelines.Serving;
using Kirana.Server.Api.Answers;
using Kirana.Server.Api.Bodies;
using Kirana.Server.Api.Queries;

namespace Kirana.Server.Api;

/// <summary>Lists for users, visits and items.</summary>
/// <param name="shop">The shop.</param>
/// <param name="bodies">Reads bodies.</param>
/// <param name="options">The longest list.</param>
internal sealed class RecommendationsApi(ServedShop shop, BodyReader bodies, KiranaOptions options) : IApi
{
    private const string List = """
        {"list":"0193b5a0-7c3e-7d21-9b1f-4a6c0d2e8f11","for":"17850","model":"implicit-als 3","degraded":false,"items":[{"id":"22423","title":"REGENCY CAKESTAND 3 TIER","category":"KITCHEN","price":12.75,"score":0.83,"source":"implicit-als","reasons":["bought together with WHITE HANGING HEART T-LIGHT HOLDER"]}]}
        """;

    private static readonly QueryParameter User = new("user", QueryKind.Id, "The user's id; an unknown one gets the popular list.") { Required = true, Example = "17850" };
    private static readonly QueryParameter Item = new("item", QueryKind.Id, "The item's id.") { Required = true, Example = "85123A" };
    private static readonly QueryParameter Why = new("why", QueryKind.Flag, "Whether each item comes with reasons.") { Default = "false", Example = "true" };
    private static readonly QueryParameter Bought = new("bought", QueryKind.Flag, "Whether items the user bought before may be listed.") { Default = "false" };

    private static readonly QueryParameter Graph = new("graph", QueryKind.Word, "Which graph alone makes the list: what is bought together, or looked at together; the model where missing.")
    {
        Words = ProductGraphs.Names, Example = ProductGraphs.CoPurchase,
    };

    private static readonly QueryParameter Explain = new("explain", QueryKind.Flag, "Whether each item comes with a trace: its sources and ranks, what each feature adds to its score, and the rules that moved it.")
    {
        Default = "false", Example = "true",
    };

    private readonly QueryParameter _count = new("k", QueryKind.Whole, "The most items of the list.")
    {
        Minimum = 1, Maximum = options.LongestList, Default = Math.Min(10, options.LongestList).ToString(CultureInfo.InvariantCulture), Example = "1",
    };

    /// <inheritdoc/>
    public string Subject => "recommendations";

    /// <inheritdoc/>
    public IReadOnlyList<ApiRoute> Routes =>
    [
        new("GET", "/v1/recommendations", AccessScope.Read, ForUser)
        {
            Operation = "recommend", Summary = "A list for a user.", Parameters = [User, _count, Why, Explain, Bought], Type = ServerJson.Web.ListAnswer, Example = List,
        },
        new("POST", "/v1/recommendations", AccessScope.Read, ForSession)
        {
            Operation = "recommendForSession", Summary = "A list for the visit under way.",
            Description = "What happened in the visit counts at once and is not stored; send it to /v1/events too.",
            Parameters = [_count, Why, Explain, Bought], Body = SessionReader.Shape, Type = ServerJson.Web.ListAnswer, Example = List, Problems = [408, 413, 415],
        },
        new("GET", "/v1/similar", AccessScope.Read, ForItem)
        {
            Operation = "similar", Summary = "Items that go with an item.", Parameters = [Item, Graph, _count, Why, Explain], Type = ServerJson.Web.ListAnswer,
            Example = List.Replace("\"17850\"", "\"85123A\"", StringComparison.Ordinal), Problems = [404],
        },
    ];

    private Task ForUser(ApiCall call)
    {
        var (user, list) = (call.Query.Id(User)!, Options(call, mayRepeat: true));
        return Answer(call, shop.Serving.Recommend(user, list));
    }

    private Task ForItem(ApiCall call)
    {
        var (item, list) = (call.Query.Id(Item)!, Options(call, mayRepeat: false) with { Graph = call.Query.Word(Graph) });
        return Answer(call, shop.Serving.Similar(item, list));
    }

    private async Task ForSession(ApiCall call)
    {
        var list = Options(call, mayRepeat: true);
        SessionRequest session;
        using (var deadline = bodies.Deadline())
        using (var body = await bodies.Read(call.Http, takesLines: false, deadline.Token))
            session = SessionReader.Read(body.Memory, options.JsonDepth);
        await Answer(call, shop.Serving.Recommend(session, list));
    }

    private RecommendOptions Options(ApiCall call, bool mayRepeat) => new()
    {
        Count = call.Query.Whole(_count) ?? Math.Min(10, options.LongestList), Why = call.Query.Flag(Why), Explain = call.Query.Flag(Explain), IncludeBought = mayRepeat && call.Query.Flag(Bought),
    };

    private static Task Answer(ApiCall call, ServedList list) => call.Json(ListAnswer.Of(list), ServerJson.Web.ListAnswer);
}
