using Kirana.Data;
using Kirana.Operate.Records;
using Kirana.Operate.Shops;
using Kirana.Storage;
using Kirana.Storage.Imports;
using static Kirana.Tests.Platform.Storage.Sample;

namespace Kirana.Tests.Platform.Storage;

/// <summary>The folder of an embedded shop: settings, lock, backup, leftovers.</summary>
public sealed class EmbeddedShopTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_folder_without_a_shop_is_named_as_such()
    {
        Assert.Equal("no-shop", Fault(() => EmbeddedShop.Open(_folder.Path, ShopAccess.Read)).Code);
        Assert.Equal("no-shop", Fault(() => EmbeddedShop.Open(Path.Combine(_folder.Path, "nowhere"), ShopAccess.Write)).Code);
    }

    [Fact]
    public void A_shop_is_not_made_over_another()
    {
        EmbeddedShop.Create(_folder.Shop, new ShopSettings()).Dispose();
        Assert.Equal("shop-exists", Fault(() => EmbeddedShop.Create(_folder.Shop, new ShopSettings())).Code);
    }

    [Fact]
    public void A_second_writer_is_told_who_writes_and_readers_are_let_in()
    {
        using var writer = EmbeddedShop.Create(_folder.Shop, new ShopSettings());
        var fault = Fault(() => EmbeddedShop.Open(_folder.Shop, ShopAccess.Write));
        Assert.Equal("shop-locked", fault.Code);
        Assert.Contains($"process {Environment.ProcessId} ", fault.Message, StringComparison.Ordinal);
        using var reader = EmbeddedShop.Open(_folder.Shop, ShopAccess.Read);
        Import(writer.Records, RecordKinds.Events, [Event("view", Noon)]);
        Assert.Equal(1, reader.Records.Count(RecordKinds.Events));
        Assert.Throws<InvalidOperationException>(() => reader.Save(new ShopSettings()));
    }

    [Theory]
    [InlineData("{\n \"version\": 2,\n \"nmae\": \"x\"\n}", 3, "$.nmae")]
    [InlineData("{\n \"version\": 2,\n \"currency\": 7\n}", 3, "$.currency")]
    [InlineData("{\n \"version\": 2,\n \"week_start\": \"Someday\"\n}", 3, "$.week_start")]
    [InlineData("{\n \"version\": 2\n \"name\": \"x\"\n}", 3, null)]
    [InlineData("{ \"version\": 2, \"time_zone\": \"Mars/Olympus\" }", null, "$.time_zone")]
    [InlineData("{ \"version\": 2, \"currency\": \"euro\" }", null, "$.currency")]
    [InlineData("{ \"name\": \"x\" }", null, "$.version")]
    [InlineData("{ \"version\": 2, \"sources\": { \"x\": null } }", null, "$.sources.x")]
    [InlineData("{ \"version\": 2,\n \"name\": \"x\",\n \"name\": \"y\" }", 3, "$.name")]
    [InlineData("{ \"version\": 2, \"objectives\": { \"revenue\": -1 } }", null, "$.objectives.revenue")]
    [InlineData("{ \"version\": 2, \"objectives\": { \"order\": 0 } }", null, "$.objectives")]
    [InlineData("{ \"version\": 2, \"ratings\": { \"lowest\": 5 } }", null, "$.ratings")]
    [InlineData("{ \"version\": 2, \"ratings\": { \"highest\": 1e9 } }", null, "$.ratings")]
    [InlineData("[]", null, null)]
    [InlineData("null", null, null)]
    [InlineData("", 1, null)]
    public void Bad_settings_name_line_and_member(string json, int? line, string? member)
    {
        EmbeddedShop.Create(_folder.Shop, new ShopSettings()).Dispose();
        File.WriteAllText(Path.Combine(_folder.Shop, "kirana.json"), json);
        var fault = Fault(() => EmbeddedShop.Open(_folder.Shop, ShopAccess.Read));
        Assert.Equal(("bad-settings", line, member), (fault.Code, (int?)fault.Row, fault.Column));
    }

    [Fact]
    public void Settings_written_by_hand_keep_their_comments_and_the_defaults_of_what_they_leave_out()
    {
        EmbeddedShop.Create(_folder.Shop, new ShopSettings()).Dispose();
        File.WriteAllText(Path.Combine(_folder.Shop, "kirana.json"), "{ /* mine */ \"version\": 2, \"name\": null, \"sources\": { \"x\": { \"kind\": \"events\", }, }, }");
        using var shop = EmbeddedShop.Open(_folder.Shop, ShopAccess.Read);
        Assert.Equal(("My shop", "EUR", "UTC", DayOfWeek.Monday), (shop.Settings.Name, shop.Settings.Currency, shop.Settings.TimeZone, shop.Settings.WeekStart));
        Assert.Empty(shop.Settings.Sources["x"].Columns);
        Assert.Empty(shop.Settings.Items.Fees);
        Assert.Equal((1, 0), (shop.Settings.Objectives.Order, shop.Settings.Objectives.Revenue));
    }

    [Theory]
    [InlineData(0, "old-shop", "kirana upgrade")]
    [InlineData(99, "new-shop", "Update")]
    public void A_shop_of_another_version_is_refused(int version, string code, string hint)
    {
        EmbeddedShop.Create(_folder.Shop, new ShopSettings()).Dispose();
        Assert.Equal(ShopSettings.CurrentVersion, EmbeddedShop.Upgrade(_folder.Shop));
        File.WriteAllText(Path.Combine(_folder.Shop, "kirana.json"), $"{{ \"version\": {version}, \"future\": 1 }}");
        var fault = Fault(() => EmbeddedShop.Open(_folder.Shop, ShopAccess.Write));
        Assert.Equal(code, fault.Code);
        Assert.Contains(hint, fault.Hint, StringComparison.Ordinal);
        Assert.Throws<DataException>(() => EmbeddedShop.Upgrade(_folder.Shop));
    }

    [Fact]
    public void Leftovers_of_a_killed_process_are_removed_by_the_next_writer_unless_somebody_reads()
    {
        EmbeddedShop.Create(_folder.Shop, new ShopSettings()).Dispose();
        string[] leftovers = ["data/staging/import/part-0.parquet", "data/segments/events-00000009.parquet", "models/forecast/7.safetensors"];
        foreach (var file in leftovers)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(_folder.Shop, file))!);
            File.WriteAllText(Path.Combine(_folder.Shop, file), "x");
        }

        using (EmbeddedShop.Open(_folder.Shop, ShopAccess.Read))
        using (EmbeddedShop.Open(_folder.Shop, ShopAccess.Write))
            Assert.True(File.Exists(Path.Combine(_folder.Shop, leftovers[1])));
        using (EmbeddedShop.Open(_folder.Shop, ShopAccess.Write))
            Assert.All(leftovers, file => Assert.False(File.Exists(Path.Combine(_folder.Shop, file)), file));
    }

    [Fact]
    public void A_restored_backup_is_the_same_shop()
    {
        var backup = Path.Combine(_folder.Path, "backup.tar.gz");
        var restored = Path.Combine(_folder.Path, "restored");
        string hash;
        using (var shop = Filled())
        {
            hash = shop.Records.DataHash();
            shop.Backup(backup);
            // What comes later is not in it.
            Import(shop.Records, RecordKinds.Events, [Event("view", Noon.AddYears(1))]);
        }

        EmbeddedShop.Restore(backup, restored);
        using var again = EmbeddedShop.Open(restored, ShopAccess.Write);
        Assert.Equal(hash, again.Records.DataHash());
        Assert.Equal("Filled", again.Settings.Name);
        Assert.Equal(1, again.Registry.Current("forecast")!.Number);
        Assert.Empty(again.Verify());
        Assert.Equal("folder-not-empty", Fault(() => EmbeddedShop.Restore(backup, restored)).Code);
    }

    [Fact]
    public void A_damaged_backup_restores_nothing()
    {
        var backup = Path.Combine(_folder.Path, "backup.tar.gz");
        var restored = Path.Combine(_folder.Path, "restored");
        string hash;
        using (var shop = Filled())
        {
            shop.Backup(backup);
            hash = shop.Records.DataHash();
        }

        var whole = File.ReadAllBytes(backup);
        Refused(Flipped(0));
        Refused(Flipped(whole.Length - 6)); // the stream's own checksum
        Refused(whole[..(whole.Length / 2)]);
        Refused([]);
        foreach (var at in (int[])[500, whole.Length / 2, whole.Length - 200])
            RefusedOrUnchanged(Flipped(at));

        byte[] Flipped(int at)
        {
            var bytes = whole.ToArray();
            bytes[at] ^= 4;
            return bytes;
        }

        void Refused(byte[] bytes)
        {
            File.WriteAllBytes(backup, bytes);
            Assert.Equal("damaged-backup", Fault(() => EmbeddedShop.Restore(backup, restored)).Code);
            Assert.False(Directory.Exists(restored));
        }

        // A bit of the packed stream may stand for the same bytes, such as one run of zeros copied from another.
        void RefusedOrUnchanged(byte[] bytes)
        {
            File.WriteAllBytes(backup, bytes);
            try
            {
                EmbeddedShop.Restore(backup, restored);
            }
            catch (DataException fault)
            {
                Assert.Equal("damaged-backup", fault.Code);
                Assert.False(Directory.Exists(restored));
                return;
            }

            using (var shop = EmbeddedShop.Open(restored, ShopAccess.Read))
                Assert.Equal(hash, shop.Records.DataHash());
            Directory.Delete(restored, recursive: true);
        }
    }

    [Fact]
    public void The_status_counts_segments_and_fresh_rows()
    {
        using var shop = Filled();
        var status = shop.Status();
        Assert.Equal((20, 3), (status.SealedRows, status.FreshRows));
        Assert.True(status is { SegmentBytes: > 0, ControlBytes: > 0, ModelBytes: > 0, Segments: 2 });
    }

    private EmbeddedShop Filled()
    {
        EmbeddedShop.Create(_folder.Shop, new ShopSettings { Name = "Filled" }).Dispose();
        var shop = EmbeddedShop.Open(_folder.Shop, ShopAccess.Write, new ImportRules { FreshRows = 8, SegmentRows = 16 });
        Import(shop.Records, RecordKinds.Events, Enumerable.Range(0, 20).Select(i => Event("purchase", Noon.AddDays(i), "u", "i", i)));
        Import(shop.Records, RecordKinds.Events, Enumerable.Range(0, 3).Select(i => Event("return", Noon.AddDays(i), "u", "i", i)));
        shop.Registry.Publish(RegistryContract.Draft("forecast"), RegistryContract.Model(1));
        shop.Registry.Promote("forecast", 1);
        return shop;
    }

    private static DataException Fault(Action action) => Assert.Throws<DataException>(action);
}
