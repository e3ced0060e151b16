using Kirana.Operate.Records;
using Kirana.Operate.Shops;
using Kirana.Operate.Stores;
using Kirana.Pipelines.Import;
using Kirana.Tests.Platform.Pipelines.Import;

namespace Kirana.Tests.Platform.SampleShop;

public sealed class SampleShopTests
{
    [Fact]
    public void Accounts_for_every_line_and_every_penny()
    {
        var shop = new MemoryShop();
        shop.Save(Settings());
        using var packed = File.OpenRead(Path.Combine(Folder, "online-retail.csv.br"));
        var result = Kirana.Pipelines.Import.SampleShop.Import(shop, packed);

        Assert.Equal(541_909, result.Report.Rows);
        Assert.Equal(540_770, result.Report.Accepted);
        Assert.Equal(new Dictionary<string, long>(StringComparer.Ordinal) { ["unexplained-free-line"] = 1_139 }, result.Report.Quarantined);
        Assert.Equal((9_747_747.934m, 0m), (result.Report.AcceptedValue, result.Report.QuarantinedValue));
        Assert.Equal(541_909, shop.Count(RecordKinds.Events) + shop.SetAside.Count);

        var kinds = shop.Column(RecordKinds.Events, "kind").GroupBy(kind => (string)kind!, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
        Assert.Equal(new Dictionary<string, int>(StringComparer.Ordinal) { ["purchase"] = 530_144, ["return"] = 9_290, ["adjustment"] = 1_336 }, kinds);
        Assert.Equal(4_372, shop.Column(RecordKinds.Events, "user").Where(user => user is not null).Distinct().Count());
        Assert.Contains("17850", shop.Column(RecordKinds.Events, "user"));
    }

    [Fact]
    public void Finds_out_by_itself_what_the_settings_say()
    {
        var shop = new MemoryShop();
        shop.Save(Settings() with { Sources = new Dictionary<string, ImportMapping>(StringComparer.Ordinal) });
        using var packed = File.OpenRead(Path.Combine(Folder, "online-retail.csv.br"));
        var guessed = ImportJob.Run(shop, new ImportRequest { Stream = packed, Name = "online-retail.csv.br", DryRun = true }).Mapping;
        var kept = Settings().Sources[Kirana.Pipelines.Import.SampleShop.Source];
        Assert.Equal(kept.Columns.OrderBy(entry => entry.Key, StringComparer.Ordinal), guessed.Columns.OrderBy(entry => entry.Key, StringComparer.Ordinal));
        Assert.Equal((kept.Kind, kept.Invoice), (guessed.Kind, guessed.Invoice));
        Assert.Equal(kept.WholeNumbers, guessed.WholeNumbers);
    }

    [Theory]
    [InlineData("85123A", ItemKinds.Product)]
    [InlineData("DCGS0003", ItemKinds.Product)]
    [InlineData("PADS", ItemKinds.Product)]
    [InlineData("POST", ItemKinds.Fee)]
    [InlineData("m", ItemKinds.Fee)]
    [InlineData("BANK CHARGES", ItemKinds.Fee)]
    [InlineData("gift_0001_20", ItemKinds.Voucher)]
    public void Tells_goods_from_fees_and_vouchers(string item, string kind) => Assert.Equal(kind, ItemKinds.Of(Settings().Items, item));

    private static string Folder
    {
        get
        {
            var folder = AppContext.BaseDirectory;
            while (!File.Exists(Path.Combine(folder, "Kirana.slnx")))
                folder = Path.GetDirectoryName(folder.TrimEnd(Path.DirectorySeparatorChar))!;
            return Path.Combine(folder, "samples", "sample-shop");
        }
    }

    private static ShopSettings Settings() => System.Text.Json.JsonSerializer.Deserialize<ShopSettings>(File.ReadAllText(Path.Combine(Folder, "kirana.json")),
        new System.Text.Json.JsonSerializerOptions
        {
            PropertyNamingPolicy = System.Text.Json.JsonNamingPolicy.SnakeCaseLower,
            ReadCommentHandling = System.Text.Json.JsonCommentHandling.Skip,
            AllowTrailingCommas = true,
            Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter() },
        })!;
}
