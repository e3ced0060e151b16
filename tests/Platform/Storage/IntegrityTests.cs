using CsCheck;
using Kirana.Data;
using Kirana.Operate.Records;
using Kirana.Operate.Shops;
using Kirana.Operate.Stores;
using Kirana.Storage;
using Kirana.Storage.Imports;
using static Kirana.Tests.Platform.Storage.Sample;

namespace Kirana.Tests.Platform.Storage;

/// <summary>A flipped bit is reported, never answered with.</summary>
public sealed class IntegrityTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public IntegrityTests()
    {
        EmbeddedShop.Create(_folder.Shop, new ShopSettings()).Dispose();
        using var shop = EmbeddedShop.Open(_folder.Shop, ShopAccess.Write, new ImportRules { FreshRows = 8, SegmentRows = 16 });
        Import(shop.Records, RecordKinds.Events, Enumerable.Range(0, 40).Select(i => Event("purchase", Noon.AddDays(i), $"user {i}", $"item {i}", i, 1.25m)));
        Import(shop.Records, RecordKinds.Items, [new(StringComparer.Ordinal) { ["id"] = "item 1", ["title"] = "A title" }]);
        using (var import = shop.Records.BeginImport(RecordKinds.Events, "bad", "bad.csv"))
        {
            import.Quarantine(new QuarantinedLine("bad.csv", 1, "bad-date", "time", "no date", "the line"));
            import.Commit(new ImportReport(1, 0, new Dictionary<string, long>(StringComparer.Ordinal), 0, 0));
        }

        shop.Registry.Publish(RegistryContract.Draft("forecast"), RegistryContract.Model(1));
        shop.Registry.Promote("forecast", 1);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_sound_shop_has_no_faults()
    {
        using var shop = EmbeddedShop.Open(_folder.Shop, ShopAccess.Read);
        Assert.Empty(shop.Verify());
    }

    [Theory]
    [InlineData("data/segments/events-00000001.parquet", "damaged-segment")]
    [InlineData("data/segments/events-00000002.keys", "damaged-segment")]
    [InlineData("models/forecast/1.safetensors", "damaged-model")]
    public void A_flipped_bit_in_a_file_is_found_wherever_it_lies(string file, string code)
    {
        var path = Path.Combine(_folder.Shop, file);
        var whole = File.ReadAllBytes(path);
        Gen.Int[0, whole.Length * 8 - 1].Sample(bit =>
        {
            File.WriteAllBytes(path, Flipped(whole, bit));
            using var shop = EmbeddedShop.Open(_folder.Shop, ShopAccess.Read);
            var fault = Assert.Single(shop.Verify());
            Assert.Equal((code, file), (fault.Code, fault.File));
        }, iter: 8, threads: 1);
    }

    [Fact]
    public void A_damaged_segment_is_named_and_the_rest_stays_readable()
    {
        var path = Path.Combine(_folder.Shop, "data/segments/events-00000001.parquet");
        File.WriteAllBytes(path, Flipped(File.ReadAllBytes(path), 1000));
        using var shop = EmbeddedShop.Open(_folder.Shop, ShopAccess.Read);
        Assert.Equal("damaged-segment", Assert.Throws<DataException>(() => ReadAll(shop.Records, RecordKinds.Events)).Code);
        Assert.Equal("damaged-segment", Assert.Throws<DataException>(() => shop.Analysis.Demand(new DemandQuery())).Code);
        Assert.Single(ReadAll(shop.Records, RecordKinds.Items));
        Assert.Single(shop.Records.Quarantine(5));
        Assert.NotNull(shop.Registry.Current("forecast"));
        File.Delete(path);
        Assert.Contains("missing", Assert.Throws<DataException>(() => ReadAll(shop.Records, RecordKinds.Events)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_flipped_bit_in_the_database_never_changes_an_answer_silently()
    {
        var path = Path.Combine(_folder.Shop, "data/control.db");
        var whole = File.ReadAllBytes(path);
        var truth = Answers();
        var noticed = 0;
        Gen.Int[0, whole.Length * 8 - 1].Sample(bit =>
        {
            File.WriteAllBytes(path, Flipped(whole, bit));
            try
            {
                // A bit in the free space of a page changes nothing; every other one must be noticed.
                Assert.Equal(truth, Answers());
            }
            catch (DataException fault)
            {
                Assert.Contains("control", fault.Code, StringComparison.Ordinal);
                Interlocked.Increment(ref noticed);
            }
        }, iter: 150, threads: 1);
        Assert.True(noticed > 0);
    }

    /// <summary>The bytes before a row's first text say of what kind and length each of its values is.</summary>
    [Fact]
    public void A_value_of_another_kind_in_the_database_is_noticed()
    {
        const int Kinds = 10, Time = 6;
        var path = Path.Combine(_folder.Shop, "data/control.db");
        var whole = File.ReadAllBytes(path);
        var truth = Answers();
        var end = whole.AsSpan().IndexOf("eventsbadbad.csv"u8) - Time;
        Assert.True(end > Kinds);
        var noticed = 0;
        for (var bit = (end - Kinds) * 8; bit < end * 8; bit++)
        {
            File.WriteAllBytes(path, Flipped(whole, bit));
            try
            {
                Assert.Equal(truth, Answers());
            }
            catch (DataException fault)
            {
                Assert.Contains("control", fault.Code, StringComparison.Ordinal);
                noticed++;
            }
        }

        Assert.True(noticed > Kinds * 7);
    }

    private string Answers()
    {
        using var shop = EmbeddedShop.Open(_folder.Shop, ShopAccess.Read);
        return string.Join('\n',
        [
            .. RecordKinds.All.SelectMany(kind => ReadAll(shop.Records, kind)), shop.Records.DataHash(), .. shop.Records.Quarantine(9).Select(line => $"{line}"),
            .. shop.Records.Imports().Select(receipt => $"{receipt.Id} {receipt.Source} {receipt.Added}"),
            $"{shop.Registry.Current("forecast")?.FileHash}",
        ]);
    }

    private static byte[] Flipped(byte[] bytes, int bit)
    {
        var copy = bytes.ToArray();
        copy[bit / 8] ^= (byte)(1 << bit % 8);
        return copy;
    }
}
