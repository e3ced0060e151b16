using Kirana.Operate.Shops;
using Kirana.Storage;

namespace Kirana.Tests.Platform.Storage.Settings;

public sealed class SettingsEditTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_saved_change_keeps_comments_order_and_everything_that_did_not_change()
    {
        var text = Saved("""
            {
              // Ours since 2019.
              "currency": "GBP", /* pounds */
              "version": 2,
              "sources": {
                // The till.
                "till": { "kind": "events" },
              },
            }
            """, settings => settings with
            {
                Currency = "EUR",
                Sources = new Dictionary<string, ImportMapping>(settings.Sources) { ["web \"shop\""] = new() { Kind = "events" } },
            });
        Assert.StartsWith("{\n  // Ours since 2019.\n  \"currency\": \"EUR\", /* pounds */\n  \"version\": 2,\n  \"sources\": {\n    // The till.\n    \"till\": { \"kind\": \"events\" },", text, StringComparison.Ordinal);
        Assert.DoesNotContain("time_zone", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Members_that_were_not_written_are_added_where_they_belong()
    {
        var text = Saved("{ \"version\": 2, \"items\": {} } // the end", settings => settings with { Name = "Ecke", Items = new ItemRules { Fees = ["POST"] } });
        Assert.Contains("// the end", text, StringComparison.Ordinal);
        Assert.Contains("\"fees\": [", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_source_that_is_taken_away_is_gone() =>
        Assert.DoesNotContain("till", Saved("{ \"version\": 2, \"sources\": { \"till\": { \"kind\": \"events\" } } }", settings => settings with { Sources = new Dictionary<string, ImportMapping>() }), StringComparison.Ordinal);

    // Saves a change, checks that the file means it, and returns the file.
    private string Saved(string text, Func<ShopSettings, ShopSettings> change)
    {
        EmbeddedShop.Create(_folder.Shop, new ShopSettings()).Dispose();
        var path = Path.Combine(_folder.Shop, "kirana.json");
        File.WriteAllText(path, text);
        ShopSettings wanted;
        using (var shop = EmbeddedShop.Open(_folder.Shop, ShopAccess.Write))
            shop.Save(wanted = change(shop.Settings));
        using var again = EmbeddedShop.Open(_folder.Shop, ShopAccess.Read);
        Assert.Equal((wanted.Name, wanted.Currency), (again.Settings.Name, again.Settings.Currency));
        Assert.Equal(wanted.Items.Fees, again.Settings.Items.Fees);
        Assert.Equal(wanted.Sources.Keys.Order(StringComparer.Ordinal), again.Settings.Sources.Keys.Order(StringComparer.Ordinal));
        return File.ReadAllText(path);
    }
}
