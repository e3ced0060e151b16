using System.Text;
using Kirana.Operate.Records;
using Kirana.Operate.Shops;
using Kirana.Operate.Stores;
using Kirana.Storage;
using Kirana.Storage.Imports;
using Kirana.Storage.Segments;
using static Kirana.Tests.Platform.Storage.Sample;

namespace Kirana.Tests.Platform.Storage;

/// <summary>A person who is deleted is nowhere any more, and nobody else misses anything.</summary>
public sealed class EraseTests : IDisposable
{
    private const string Person = "person-81731";
    private static readonly RecordKind Events = RecordKinds.Events;
    private static readonly RecordKind Users = RecordKinds.Users;
    private static readonly ImportRules Rules = new() { FreshRows = 8, SegmentRows = 16, SealRows = 16, SmallSegments = 100 };
    private readonly TemporaryFolder _folder = new();

    public EraseTests()
    {
        EmbeddedShop.Create(_folder.Shop, new ShopSettings()).Dispose();
        using var shop = EmbeddedShop.Open(_folder.Shop, ShopAccess.Write, Rules);
        Import(shop.Records, Users, [User("other"), User(Person)]);
        Import(shop.Records, Events, Enumerable.Range(0, 40).Select(i => Bought(i, i % 3 == 0 ? Person : $"other {i}")));
        Import(shop.Records, Events, Enumerable.Range(100, 16).Select(i => Bought(i, Person)));
        Import(shop.Records, Events, Enumerable.Range(200, 5).Select(i => Bought(i, i % 2 == 0 ? Person : "other")));
        using var import = shop.Records.BeginImport(Events, "bad", "bad.csv");
        import.Quarantine(new QuarantinedLine("bad.csv", 1, "bad-date", "time", "no date", $"1;{Person};x"));
        import.Quarantine(new QuarantinedLine("bad.csv", 2, "long-id", "user", $"found '{Person}'", "cut"));
        import.Quarantine(new QuarantinedLine("bad.csv", 3, "bad-date", "time", "no date", $"1;{Person}7;x"));
        import.Commit(new ImportReport(3, 0, new Dictionary<string, long>(StringComparer.Ordinal), 0, 0));
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(ShopAccess.Write)]
    [InlineData(ShopAccess.Serve)]
    public void No_file_holds_the_person_and_all_else_is_as_it_was(ShopAccess access)
    {
        Assert.True(Found() > 0);
        using (var shop = EmbeddedShop.Open(_folder.Shop, access, Rules))
        {
            _ = shop.Analysis.Overview();
            var hash = shop.Records.DataHash();
            var version = shop.Version();
            var rest = Events_without_the_person(shop);
            // 14 and 16 sealed events, 3 fresh ones, a user, 2 lines.
            Assert.Equal(14 + 16 + 3 + 1 + 2, shop.Records.Erase(Person));
            Assert.Equal(rest, ReadAll(shop.Records, Events).Order(StringComparer.Ordinal));
            Assert.Single(ReadAll(shop.Records, Users));
            Assert.Equal(3, Assert.Single(shop.Records.Quarantine(9)).Line);
            Assert.NotEqual(hash, shop.Records.DataHash());
            Assert.Equal(version.Records + 1, shop.Version().Records);
            Assert.DoesNotContain(Person, shop.Analysis.Interactions(new InteractionQuery()).Users.Ids);
            Assert.Empty(shop.Verify());
            Assert.Equal(0, Found());
            Assert.Equal(0, shop.Records.Erase(Person));
            Assert.Equal(version.Records + 1, shop.Version().Records);
            // The ids of others are still known, those of the person may come again.
            Assert.Equal(14, Import(shop.Records, Events, Enumerable.Range(0, 40).Select(i => Bought(i, "x"))).Added);
        }
    }

    [Fact]
    public void Whoever_reads_reads_on_and_the_files_go_when_the_last_reading_ends()
    {
        using var shop = EmbeddedShop.Open(_folder.Shop, ShopAccess.Serve, Rules);
        var before = ReadAll(shop.Records, Events).Count;
        var seen = 0;
        using (var reader = shop.Records.Read(Events))
        {
            shop.Records.Erase(Person);
            while (reader.TryRead(out var batch))
                seen += batch.Count;
            Assert.True(Found() > 0);
        }

        Assert.Equal(before, seen);
        Assert.Equal(0, Found());
    }

    [Fact]
    public void While_another_shop_is_open_its_files_stay_until_the_next_opening()
    {
        using (var shop = EmbeddedShop.Open(_folder.Shop, ShopAccess.Serve, Rules))
        using (var other = EmbeddedShop.Open(_folder.Shop, ShopAccess.Read))
        using (var reader = other.Records.Read(Events))
        {
            shop.Records.Erase(Person);
            while (reader.TryRead(out _))
            {
            }
        }

        using (EmbeddedShop.Open(_folder.Shop, ShopAccess.Write))
            Assert.Equal(0, Found());
    }

    [Fact]
    public void An_import_under_way_is_not_disturbed()
    {
        using var shop = EmbeddedShop.Open(_folder.Shop, ShopAccess.Write);
        using var import = shop.Records.BeginImport(Events, "a", "a");
        Assert.Throws<InvalidOperationException>(() => shop.Records.Erase(Person));
    }

    private static Dictionary<string, object?> User(string id) => new(StringComparer.Ordinal) { ["id"] = id };

    private static Dictionary<string, object?> Bought(int i, string user) => Event("purchase", Noon.AddDays(i), user, $"item {i % 5}", 1, 2, id: $"e{i}");

    private static List<string> Events_without_the_person(EmbeddedShop shop) =>
        [.. ReadAll(shop.Records, Events).Where(line => !line.Contains($"|{Person}|", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    // Occurrences of the person as a word in all bytes of the shop; Parquet files as they are read.
    private int Found()
    {
        var found = 0;
        var place = new Kirana.Storage.Folders.ShopFolder(_folder.Shop);
        foreach (var file in Directory.GetFiles(_folder.Shop, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)))
        {
            var text = new StringBuilder(Encoding.Latin1.GetString(File.ReadAllBytes(file)));
            if (file.EndsWith(".parquet", StringComparison.Ordinal))
                using (var session = new DuckSession(place, threads: 1, memory: 100))
                    session.Query($"SELECT columns(*)::VARCHAR FROM read_parquet({DuckSession.Quote(file)})", row =>
                    {
                        for (var column = 0; column < row.FieldCount; column++)
                            text.Append('\n').Append(row.IsDBNull(column) ? "" : row.GetString(column));
                    });
            var whole = text.ToString();
            for (var at = whole.IndexOf(Person, StringComparison.Ordinal); at >= 0; at = whole.IndexOf(Person, at + 1, StringComparison.Ordinal))
                if (at + Person.Length == whole.Length || whole[at + Person.Length] != '7')
                    found++;
        }

        return found;
    }
}
