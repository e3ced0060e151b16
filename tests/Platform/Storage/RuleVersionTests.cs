using Kirana.Data;
using Kirana.Operate.Rules;
using Kirana.Operate.Shops;
using Kirana.Storage;
using Microsoft.Data.Sqlite;

namespace Kirana.Tests.Platform.Storage;

/// <summary>Rules for lists are kept version by version; a shop from before there were any opens as it is.</summary>
public sealed class RuleVersionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public RuleVersionTests() => EmbeddedShop.Create(_folder.Shop, new ShopSettings()).Dispose();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_shop_from_before_there_were_rules_opens_and_takes_some()
    {
        // The layout of such a shop: nothing of rules is in it.
        Assert.Equal(0, Ask("SELECT count(*) FROM sqlite_schema WHERE name = 'rules'"));
        using (var reading = EmbeddedShop.Open(_folder.Shop, ShopAccess.Read))
        {
            Assert.Null(reading.Rules.Current());
            Assert.Empty(reading.Rules.List());
        }

        using (var shop = EmbeddedShop.Open(_folder.Shop, ShopAccess.Serve))
            shop.Rules.Save("""{ "rules": [] } // ü 😀""", after: 0);
        using var again = EmbeddedShop.Open(_folder.Shop, ShopAccess.Write);
        Assert.Equal((1, """{ "rules": [] } // ü 😀"""), (again.Rules.Current()!.Number, again.Rules.Current()!.Text));
        Assert.Empty(again.Verify());
        Assert.Equal(2, Ask("PRAGMA user_version"));
    }

    [Fact]
    public void The_newest_holds_and_older_ones_are_kept_to_a_number()
    {
        using var shop = EmbeddedShop.Open(_folder.Shop, ShopAccess.Serve);
        for (var i = 1; i <= IRuleVersions.MostKept + 5; i++)
            Assert.Equal(i, shop.Rules.Save($"version {i}").Number);
        Assert.Equal("version 105", shop.Rules.Current()!.Text);
        Assert.Equal(Enumerable.Range(6, IRuleVersions.MostKept).Reverse(), shop.Rules.List().Select(version => version.Number));
        Assert.Empty(shop.Verify());
    }

    [Fact]
    public void Another_process_sees_that_they_changed_and_the_same_text_changes_nothing()
    {
        using var server = EmbeddedShop.Open(_folder.Shop, ShopAccess.Serve);
        using var other = EmbeddedShop.Open(_folder.Shop, ShopAccess.Serve);
        var before = server.Version();
        other.Rules.Save("a");
        var after = server.Version();
        Assert.Equal((before.Models + 1, before.Records), (after.Models, after.Records));
        Assert.Equal(1, server.Rules.Save("a").Number);
        Assert.Equal(after, server.Version());
    }

    [Fact]
    public void Who_did_not_see_the_newest_version_overwrites_nothing()
    {
        using var shop = EmbeddedShop.Open(_folder.Shop, ShopAccess.Serve);
        shop.Rules.Save("mine", after: 0);
        var refused = Assert.Throws<InvalidOperationException>(() => shop.Rules.Save("yours", after: 0));
        Assert.Contains("version 1", refused.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("yours", shop.Rules.Save("yours", after: 1).Text);
    }

    [Theory]
    [InlineData("UPDATE rules SET text = 'other'")]
    [InlineData("DELETE FROM rules")]
    [InlineData("DROP TABLE rules")]
    public void Damage_is_noticed(string damage)
    {
        using (var shop = EmbeddedShop.Open(_folder.Shop, ShopAccess.Serve))
            shop.Rules.Save("mine");
        Ask(damage);
        using var damaged = EmbeddedShop.Open(_folder.Shop, ShopAccess.Read);
        Assert.Equal("damaged-control", Assert.Throws<DataException>(() => damaged.Rules.List()).Code);
        Assert.NotEmpty(damaged.Verify());
    }

    private long Ask(string sql)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(_folder.Shop, "data", "control.db"), Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar() as long? ?? 0;
    }
}
