using Kirana.Operate.Shops;
using Kirana.Operate.Stores;
using Kirana.Pipelines.Import;
using Kirana.Storage;
using Kirana.Storage.Settings;
using Kirana.Tests.Platform.Pipelines.Import;
using Kirana.Tests.Platform.Storage;
using Sample = Kirana.Pipelines.Import.SampleShop;

namespace Kirana.Tests.Platform.SampleShop;

public sealed class SampleShopTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Accounts_for_every_line_and_every_penny()
    {
        using var shop = EmbeddedShop.Create(_folder.Shop, Settings());
        using var packed = File.OpenRead(Path.Combine(Folder, "online-retail.csv.br"));
        var result = Sample.Import(shop, packed);

        Assert.Equal(541_909, result.Report.Rows);
        Assert.Equal(540_770, result.Report.Accepted);
        Assert.Equal(new Dictionary<string, long>(StringComparer.Ordinal) { ["unexplained-free-line"] = 1_139 }, result.Report.Quarantined);
        Assert.Equal((9_747_747.934m, 0m), (result.Report.AcceptedValue, result.Report.QuarantinedValue));
        Assert.Equal((540_770, 1_139), (result.Receipt!.Added, shop.Records.Quarantine(2_000).Count));

        var overview = shop.Analysis.Overview();
        Assert.Equal(new Dictionary<string, long>(StringComparer.Ordinal) { ["purchase"] = 530_144, ["return"] = 9_290, ["adjustment"] = 1_336 }, overview.Events);
        Assert.Equal((4_372, 9_747_747.934m), (overview.Users, overview.Revenue));
    }

    [Fact]
    public void Finds_out_by_itself_what_the_settings_say()
    {
        using var packed = File.OpenRead(Path.Combine(Folder, "online-retail.csv.br"));
        var guessed = ImportJob.Run(new MemoryShop(), new ImportRequest { Stream = packed, Name = "online-retail.csv.br", DryRun = true }).Mapping;
        var kept = Settings().Sources[Sample.Source];
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
    [InlineData("23444", ItemKinds.Fee)]
    [InlineData("gift_0001_20", ItemKinds.Voucher)]
    public void Tells_goods_from_fees_and_vouchers(string item, string kind) => Assert.Equal(kind, ItemKinds.Of(Settings().Items, item));

    private static string Folder => Path.Combine(RepositoryFolder.Path, "samples", "sample-shop");

    private static ShopSettings Settings() => SettingsFile.Read(Path.Combine(Folder, "kirana.json"));
}
