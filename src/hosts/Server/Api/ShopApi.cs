using Kirana.Operate.Access;
using Kirana.Operate.Stores;
using Kirana.Server.Api.Answers;
using Kirana.Server.Api.Queries;

namespace Kirana.Server.Api;

/// <summary>The shop in figures, its imports, and the lines that were set aside.</summary>
/// <param name="shop">The shop.</param>
/// <param name="overview">The figures.</param>
internal sealed class ShopApi(ServedShop shop, OverviewCache overview) : IApi
{
    private const int DefaultLimit = 100;

    private static readonly QueryParameter Limit = new("limit", QueryKind.Whole, "The most entries.") { Minimum = 1, Maximum = 1000, Default = "100", Example = "20" };

    /// <inheritdoc/>
    public string Subject => "shop";

    /// <inheritdoc/>
    public IReadOnlyList<ApiRoute> Routes =>
    [
        new("GET", "/v1/overview", AccessScope.Read, async call => await call.Json(OverviewAnswer.Of(shop.Shop.Settings, await overview.Now()), ServerJson.Web.OverviewAnswer))
        {
            Operation = "overview", Summary = "The shop in figures.", Type = ServerJson.Web.OverviewAnswer, Problems = [503],
            Example = """{"shop":"My shop","currency":"EUR","timeZone":"UTC","figures":{"events":{"purchase":2},"first":"2011-12-01T08:26:00+00:00","last":"2011-12-09T12:50:00+00:00","users":1,"items":1,"orders":2,"revenue":30.6,"fees":0,"months":[{"month":"2011-12-01","revenue":30.6,"units":12,"orders":2}],"topItems":[{"id":"85123A","title":"WHITE HANGING HEART T-LIGHT HOLDER","revenue":30.6,"units":12}]}}""",
        },
        new("GET", "/v1/imports", AccessScope.Read, call => call.Json(new ImportsAnswer([.. shop.Shop.Records.Imports().Take(Most(call)).Select(WithoutFolder)]), ServerJson.Web.ImportsAnswer))
        {
            Operation = "imports", Summary = "Finished imports, newest first.", Parameters = [Limit], Type = ServerJson.Web.ImportsAnswer, Problems = [503],
            Example = """{"imports":[{"id":1,"time":"2011-12-10T06:00:00+00:00","kind":"events","source":"orders","file":"orders.csv","added":2,"alreadyPresent":0,"report":{"rows":3,"accepted":2,"quarantined":{"bad-date":1},"acceptedValue":30.6,"quarantinedValue":2.55,"totalValue":33.15}}]}""",
        },
        new("GET", "/v1/quarantine", AccessScope.Read, call => call.Json(new QuarantineAnswer([.. shop.Shop.Records.Quarantine(Most(call)).Select(WithoutFolder)]), ServerJson.Web.QuarantineAnswer))
        {
            Operation = "quarantine", Summary = "Lines that were set aside, with their reasons.", Parameters = [Limit], Type = ServerJson.Web.QuarantineAnswer, Problems = [503],
            Example = """{"lines":[{"file":"orders.csv","line":3,"reason":"bad-date","column":"InvoiceDate","detail":"expected a time, found '31.31.2011'","text":"536365,85123A,6,31.31.2011,2.55,17850"}]}""",
        },
    ];

    private static int Most(ApiCall call) => call.Query.Whole(Limit) ?? DefaultLimit;

    // Where files lay on the machine is nobody's business who asks over HTTP.
    private static ImportReceipt WithoutFolder(ImportReceipt receipt) => receipt with { File = Path.GetFileName(receipt.File) };

    private static QuarantinedLine WithoutFolder(QuarantinedLine line) => line with { File = Path.GetFileName(line.File) };
}
