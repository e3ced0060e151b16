using CsCheck;
using Kirana.Operate.Records;
using Kirana.Operate.Shops;
using Kirana.Operate.Stores;
using Kirana.Storage;
using Kirana.Storage.Imports;
using static Kirana.Tests.Platform.Storage.Sample;

namespace Kirana.Tests.Platform.Storage;

/// <summary>Records that arrive as it happens: new ones are kept at once, known ones not twice, whoever else writes.</summary>
public sealed class AppendTests : IDisposable
{
    private static readonly RecordKind Events = RecordKinds.Events;
    private readonly TemporaryFolder _folder = new();

    public AppendTests() => EmbeddedShop.Create(_folder.Shop, new ShopSettings()).Dispose();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_appended_is_there_for_every_reader_and_after_reopening()
    {
        var rows = Enumerable.Range(0, 100).Select(i => Event("purchase", Noon.AddMinutes(i), $"user {i % 7}", "ü \"item\" 🛒", i, 1.25m, id: $"e{i}")).ToList();
        var expected = Sorted(rows.Select(row => Line(Events, row)));
        using (var server = Serve())
        using (IShop reader = EmbeddedShop.Open(_folder.Shop, ShopAccess.Read))
        {
            var receipt = Append(server, rows);
            Assert.Equal(Enumerable.Range(0, 100), receipt.Added.Single());
            Assert.Equal(expected, Sorted(ReadAll(reader.Records, Events)));
            Assert.Equal(receipt.Version, reader.Version().Records);
        }

        using var again = EmbeddedShop.Open(_folder.Shop, ShopAccess.Read);
        Assert.Equal(expected, Sorted(ReadAll(again.Records, Events)));
        Assert.Empty(again.Verify());
    }

    [Fact]
    public void The_same_request_twice_changes_nothing()
    {
        var line = Event("view", Noon, "u", "i");
        using var shop = Serve();
        var first = Append(shop, [line, line, Event("view", Noon, id: "a"), line]);
        Assert.Equal([0, 1, 2, 3], first.Added.SelectMany(rows => rows));
        var hash = shop.Records.DataHash();
        foreach (var seal in (bool[])[false, true])
        {
            if (seal)
                Assert.Equal(4, shop.Records.Seal());
            var second = Append(shop, [line, line, Event("view", Noon, id: "a"), line]);
            Assert.Empty(second.Added.SelectMany(rows => rows));
            Assert.Equal((first.Version, hash), (second.Version, shop.Records.DataHash()));
        }
    }

    [Fact]
    public void Batches_of_one_call_see_each_other_and_all_kinds_are_added_in_one_step()
    {
        using var shop = Serve();
        var before = shop.Version();
        var receipt = shop.Records.Append(
        [
            Batch(Events, [Event("view", Noon, id: "a"), Event("view", Noon, id: "b")]), Batch(Events, [Event("view", Noon, id: "b"), Event("view", Noon, id: "c")]),
            Batch(RecordKinds.Users, [new(StringComparer.Ordinal) { ["id"] = "u" }]), Batch(RecordKinds.Stock, []),
        ]);
        Assert.Equal([[0, 1], [1], [0], []], receipt.Added.Select(rows => rows.ToArray()));
        Assert.Equal((3, 1), (shop.Records.Count(Events), shop.Records.Count(RecordKinds.Users)));
        Assert.Equal(before with { Records = before.Records + 1 }, shop.Version());
    }

    [Fact]
    public void Rejected_lines_are_kept_once()
    {
        using var shop = Serve();
        var bad = new QuarantinedLine("POST /v1/events", 1, "bad-date", "time", "no date", new string('x', 5000));
        for (var i = 0; i < 2; i++)
            shop.Records.Append([new RecordAppend(new RecordBatch(Events, 1), true, [bad, bad with { Line = 2 }, bad with { Line = 3, Text = "y" }])]);
        Assert.Equal([(1L, 4096), (3L, 1)], shop.Records.Quarantine(10).Select(line => (line.Line, line.Text.Length)));
    }

    [Fact]
    public void Random_appends_imports_and_seals_through_two_shops_leave_what_a_simple_model_holds()
    {
        // An operation: which of two open shops, what it does, and the ids it brings.
        Gen.Select(Gen.Int[0, 1], Gen.Int[0, 3], Gen.Int[0, 60].Array[0, 25]).Array[1, 14].Sample(operations =>
        {
            using var folder = new TemporaryFolder();
            EmbeddedShop.Create(folder.Shop, new ShopSettings()).Dispose();
            var rules = new ImportRules { FreshRows = 12, SegmentRows = 40, SealRows = 20, SmallSegments = 3 };
            using var one = EmbeddedShop.Open(folder.Shop, ShopAccess.Serve, rules);
            using var other = EmbeddedShop.Open(folder.Shop, ShopAccess.Serve, rules);
            var model = new HashSet<int>();
            foreach (var (which, what, ids) in operations)
            {
                var shop = which == 0 ? one : other;
                var rows = ids.Select(id => Event("view", Noon.AddDays(id), user: $"u{id % 3}", id: $"{id}")).ToList();
                var fresh = ids.Distinct().Count(model.Add);
                if (what == 0)
                    Assert.Equal(fresh, Import(shop.Records, Events, rows).Added);
                else
                    Assert.Equal(fresh, Append(shop, rows).Added.Single().Count);
                if (what == 3)
                    shop.Records.Seal();
                Assert.Equal(model.Count, other.Records.Count(Events));
            }

            Assert.Equal(Sorted(model.Select(id => Line(Events, Event("view", Noon.AddDays(id), user: $"u{id % 3}", id: $"{id}")))), Sorted(ReadAll(one.Records, Events)));
            Assert.Empty(one.Verify());
        }, iter: 15, threads: 1);
    }

    [Fact]
    public void Threads_that_append_the_same_records_keep_each_once()
    {
        using var shop = Serve();
        var added = 0;
        Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 8 }, thread =>
        {
            for (var i = 0; i < 20; i++)
                Interlocked.Add(ref added, Append(shop, [Event("view", Noon, id: $"{(thread + i) % 20}"), Event("click", Noon, id: $"{thread} {i}")]).Added.Single().Count);
        });
        Assert.Equal((180, 180L), (added, shop.Records.Count(Events)));
        Assert.Empty(shop.Verify());
    }

    [Fact]
    public void A_text_that_is_no_Unicode_is_refused_and_nothing_is_added()
    {
        using var shop = Serve();
        Assert.ThrowsAny<ArgumentException>(() => Append(shop, [Event("view", Noon, id: "a"), Event("view", Noon, user: "\ud800", id: "b")]));
        Assert.Equal(0, shop.Records.Count(Events));
        Assert.Equal([0], Append(shop, [Event("view", Noon, id: "a")]).Added.Single());
    }

    [Fact]
    public void A_shop_opened_for_reading_takes_nothing()
    {
        using var shop = EmbeddedShop.Open(_folder.Shop, ShopAccess.Read);
        Assert.Throws<InvalidOperationException>(() => Append(shop, [Event("view", Noon)]));
    }

    [Fact]
    public void The_version_tells_records_models_and_keys_apart()
    {
        using var server = Serve();
        using var writer = EmbeddedShop.Open(_folder.Shop, ShopAccess.Write);
        var start = server.Version();
        Append(server, [Event("view", Noon, id: "a")]);
        Assert.Equal(start with { Records = start.Records + 1 }, writer.Version());
        writer.Records.Seal();
        Assert.Equal(start.Records + 1, server.Version().Records);
        writer.Registry.Publish(RegistryContract.Draft("forecast"), RegistryContract.Model(1));
        writer.Registry.Promote("forecast", 1);
        Assert.Equal(start.Models + 2, server.Version().Models);
        server.Access.Make("a", Operate.Access.AccessScope.Read);
        Assert.Equal(new ShopVersion(start.Records + 1, start.Models + 2, start.Keys + 1), writer.Version());
        Import(writer.Records, Events, [Event("view", Noon, id: "b")]);
        Assert.Equal(start.Records + 2, server.Version().Records);
    }

    private static List<string> Sorted(IEnumerable<string> lines) => [.. lines.Order(StringComparer.Ordinal)];

    private EmbeddedShop Serve() => EmbeddedShop.Open(_folder.Shop, ShopAccess.Serve);
}
