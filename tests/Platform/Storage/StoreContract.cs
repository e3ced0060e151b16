using CsCheck;
using Kirana.Operate.Records;
using Kirana.Operate.Shops;
using Kirana.Operate.Stores;
using static Kirana.Tests.Platform.Storage.Sample;

namespace Kirana.Tests.Platform.Storage;

/// <summary>What every store keeps its word on. A store's own test class inherits this one.</summary>
public abstract class StoreContract : IDisposable
{
    private static readonly RecordKind Events = RecordKinds.Events;

    /// <summary>A new, empty shop.</summary>
    protected abstract IShop NewShop(ShopSettings settings);

    /// <summary>The same shop after it was closed and opened again.</summary>
    protected abstract IShop Reopen(IShop shop);

    public abstract void Dispose();

    [Fact]
    public void A_new_shop_holds_nothing()
    {
        using var shop = NewShop(new ShopSettings());
        Assert.All(RecordKinds.All, kind => Assert.Equal(0, shop.Records.Count(kind)));
        Assert.Empty(ReadAll(shop.Records, Events));
        Assert.Empty(shop.Records.Imports());
        Assert.Equal(0, shop.Records.Seal());
    }

    [Fact]
    public void What_is_imported_is_read_back_also_after_sealing_and_reopening()
    {
        var rows = Mixed(200);
        var expected = Sorted(rows.Select(row => Line(Events, row)));
        var shop = NewShop(new ShopSettings());
        Import(shop.Records, Events, rows);
        Assert.Equal(expected, Sorted(ReadAll(shop.Records, Events)));
        var hash = shop.Records.DataHash();
        shop.Records.Seal();
        Assert.Equal(expected, Sorted(ReadAll(shop.Records, Events)));
        using var again = Reopen(shop);
        Assert.Equal(expected, Sorted(ReadAll(again.Records, Events)));
        Assert.Equal(hash, again.Records.DataHash());
        Assert.Equal(rows.Count, again.Records.Count(Events));
    }

    [Fact]
    public void Records_from_before_a_kind_gained_fields_are_read_with_those_missing()
    {
        var older = new RecordKind("events", "time", [.. Events.Fields.Take(Events.RestIndex + 1)]);
        var (before, after) = (Mixed(60), new[] { Event("rating", Noon, "u", "a", rating: 4.5m), Event("dwell", Noon, "u", seconds: 12) });
        using var shop = NewShop(new ShopSettings());
        Import(shop.Records, older, before);
        Import(shop.Records, Events, after);
        var expected = Sorted(before.Concat(after).Select(row => Line(Events, row)));
        Assert.Equal(expected, Sorted(ReadAll(shop.Records, Events)));
        Assert.Equal(0, Import(shop.Records, older, before).Added);
        shop.Records.Seal();
        Assert.Equal(expected, Sorted(ReadAll(shop.Records, Events)));
        Assert.Equal(62, shop.Records.Count(Events));
    }

    [Fact]
    public void Strange_texts_survive()
    {
        string[] strange = ["'", "\"quoted\"", "a;b,c\tand\nnew line", "🛒 emoji", new string('é', 128), " ", "NULL", "\\", "a'; DROP TABLE events; --"];
        var rows = strange.Select((text, i) => Event("view", Noon.AddMinutes(i), user: text, item: text, title: text)).ToList();
        using var shop = NewShop(new ShopSettings());
        Import(shop.Records, Events, rows);
        Assert.Equal(Sorted(rows.Select(row => Line(Events, row))), Sorted(ReadAll(shop.Records, Events)));
        shop.Records.Seal();
        Assert.Equal(Sorted(rows.Select(row => Line(Events, row))), Sorted(ReadAll(shop.Records, Events)));
        Assert.Equal(strange.Length, shop.Analysis.Catalogue().Count);
    }

    [Fact]
    public void Identical_lines_are_distinct_and_the_same_file_twice_adds_nothing()
    {
        var line = Event("purchase", Noon, user: "u", item: "i", quantity: 1, price: 2);
        using var shop = NewShop(new ShopSettings());
        Assert.Equal(3, Import(shop.Records, Events, [line, line, line], batchRows: 2).Added);
        var second = Import(shop.Records, Events, [line, line, line], batchRows: 1);
        Assert.Equal((0, 3), (second.Added, second.AlreadyPresent));
        shop.Records.Seal();
        Assert.Equal(0, Import(shop.Records, Events, [line, line]).Added);
        Assert.Equal(1, Import(shop.Records, Events, [line, line, line, line]).Added);
        Assert.Equal(4, shop.Records.Count(Events));
    }

    [Fact]
    public void A_record_whose_id_is_known_is_kept_once()
    {
        using var shop = NewShop(new ShopSettings());
        Assert.Equal(2, Import(shop.Records, Events, [Event("view", Noon, id: "a"), Event("view", Noon, id: "b"), Event("click", Noon, id: "a")]).Added);
        shop.Records.Seal();
        Assert.Equal(1, Import(shop.Records, Events, [Event("view", Noon, id: "a"), Event("view", Noon, id: "c")]).Added);
        Assert.Equal(3, shop.Records.Count(Events));
    }

    [Fact]
    public void Nothing_of_an_import_is_visible_before_it_is_committed()
    {
        using var shop = NewShop(new ShopSettings());
        var hash = shop.Records.DataHash();
        using (var import = shop.Records.BeginImport(Events, "test", "test.csv"))
        {
            WriteAll(import, Events, Mixed(50));
            import.Quarantine(new QuarantinedLine("test.csv", 1, "bad-date", "time", "no date", "x"));
            Assert.Equal(0, shop.Records.Count(Events));
        }

        Assert.Equal((0L, hash), (shop.Records.Count(Events), shop.Records.DataHash()));
        Assert.Empty(shop.Records.Quarantine(10));
    }

    [Fact]
    public void The_data_hash_depends_on_the_content_and_not_on_how_it_came()
    {
        var rows = Mixed(60);
        using var one = NewShop(new ShopSettings());
        Import(one.Records, Events, rows);
        using var other = NewShop(new ShopSettings());
        Import(other.Records, Events, rows.Take(20).Reverse());
        other.Records.Seal();
        Assert.NotEqual(one.Records.DataHash(), other.Records.DataHash());
        Import(other.Records, Events, rows);
        Assert.Equal(one.Records.DataHash(), other.Records.DataHash());
    }

    [Fact]
    public void Random_imports_and_seals_leave_what_a_simple_model_holds()
    {
        // An operation is a seal, or an import of content numbers (repeated ones are identical lines).
        Gen.Int[0, 12].Array[0, 60].Array[1, 8].Sample(imports =>
        {
            using var shop = NewShop(new ShopSettings());
            var model = new Dictionary<int, int>();
            foreach (var contents in imports)
            {
                var added = 0;
                foreach (var group in contents.GroupBy(content => content))
                {
                    added += Math.Max(0, group.Count() - model.GetValueOrDefault(group.Key));
                    model[group.Key] = Math.Max(group.Count(), model.GetValueOrDefault(group.Key));
                }

                var receipt = Import(shop.Records, Events, contents.Select(Numbered));
                Assert.Equal((added, contents.Length - added), (receipt.Added, receipt.AlreadyPresent));
                if (contents.Length % 5 == 0)
                    shop.Records.Seal();
            }

            Assert.Equal(Sorted(model.SelectMany(pair => Enumerable.Repeat(Line(Events, Numbered(pair.Key)), pair.Value))), Sorted(ReadAll(shop.Records, Events)));
        }, iter: 12);

        static Dictionary<string, object?> Numbered(int number) => Event("view", Noon.AddDays(number), user: $"u{number % 3}", item: $"i{number}");
    }

    [Fact]
    public void A_quarantined_line_is_kept_once_and_the_newest_import_comes_first()
    {
        using var shop = NewShop(new ShopSettings());
        var bad = new QuarantinedLine("a.csv", 2, "bad-date", "time", "expected a date", new string('x', 5000));
        var other = new QuarantinedLine("b.csv", 9, "missing-item", null, "no item", "y");
        Set([bad, bad with { Line = 3 }]);
        Set([bad, bad with { Line = 3 }]);
        Set([other]);
        var kept = shop.Records.Quarantine(10);
        Assert.Equal([9, 2, 3], kept.Select(line => line.Line));
        Assert.Equal(4096, kept[1].Text.Length);
        Assert.Single(shop.Records.Quarantine(1));

        void Set(QuarantinedLine[] lines)
        {
            using var import = shop.Records.BeginImport(Events, "test", lines[0].File);
            foreach (var line in lines)
                import.Quarantine(line);
            import.Commit(new ImportReport(lines.Length, 0, new Dictionary<string, long>(StringComparer.Ordinal) { ["bad-date"] = lines.Length }, 0, 1.25m));
        }
    }

    [Fact]
    public void Receipts_are_kept_newest_first()
    {
        var shop = NewShop(new ShopSettings());
        var first = Import(shop.Records, Events, Mixed(5));
        var second = Import(shop.Records, Events, Mixed(8));
        using var again = Reopen(shop);
        Assert.Equal([second.Id, first.Id], again.Records.Imports().Select(receipt => receipt.Id));
        Assert.Equal((3, 5), (again.Records.Imports()[0].Added, again.Records.Imports()[0].AlreadyPresent));
        Assert.Equal(second.Report.Rows, again.Records.Imports()[0].Report.Rows);
    }

    [Fact]
    public void A_second_import_at_the_same_time_is_refused()
    {
        using var shop = NewShop(new ShopSettings());
        using (shop.Records.BeginImport(Events, "a", "a"))
            Assert.Throws<InvalidOperationException>(() => shop.Records.BeginImport(Events, "b", "b"));
        Import(shop.Records, Events, Mixed(1));
    }

    [Fact]
    public void Settings_are_kept()
    {
        var settings = new ShopSettings
        {
            Name = "Über \"shop\"", Currency = "GBP", TimeZone = "Europe/London", WeekStart = DayOfWeek.Sunday,
            Items = new ItemRules { Fees = ["POST", "BANK*"], Vouchers = ["GIFT_*"] },
        };
        var shop = NewShop(new ShopSettings());
        shop.Save(settings);
        using var again = Reopen(shop);
        Assert.Equivalent(settings, again.Settings);
    }

    private static List<Dictionary<string, object?>> Mixed(int count) => [.. Enumerable.Range(0, count).Select(i => Event(
        RecordKinds.EventWords[i % 4], Noon.AddMinutes(i), user: i % 3 == 0 ? null : $"user {i % 11}", item: $"item {i % 7}",
        quantity: i % 5 == 0 ? null : i, price: i % 6 == 0 ? null : i / 100m, id: i % 2 == 0 ? $"e{i}" : null, session: i % 4 == 0 ? "s" : null))];

    private static List<string> Sorted(IEnumerable<string> lines) => [.. lines.Order(StringComparer.Ordinal)];
}
