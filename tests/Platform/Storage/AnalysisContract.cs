using System.Globalization;
using Kirana.Data.Feedback;
using Kirana.Data.Series;
using Kirana.Operate.Records;
using Kirana.Operate.Shops;
using Kirana.Operate.Stores;
using static Kirana.Tests.Platform.Storage.Sample;

namespace Kirana.Tests.Platform.Storage;

/// <summary>What every store's answers mean.</summary>
public abstract class AnalysisContract : IDisposable
{
    private static readonly ShopSettings s_london = new()
    {
        TimeZone = "Europe/London", Currency = "GBP", Items = new ItemRules { Fees = ["POST", "bank *"], Vouchers = ["gift_?1*"] },
    };

    protected abstract IShop NewShop(ShopSettings settings);

    public abstract void Dispose();

    [Fact]
    public void An_empty_shop_answers_every_question()
    {
        using var shop = NewShop(s_london);
        Assert.Empty(shop.Analysis.Catalogue());
        Assert.Empty(shop.Analysis.Demand(new DemandQuery()));
        Assert.Equal(0, shop.Analysis.Interactions(new InteractionQuery()).Count);
        var overview = shop.Analysis.Overview();
        Assert.Equal((0L, 0m, null), (overview.Users, overview.Revenue, overview.First));
        Assert.Equal(new ReversalReport(0, 0, 0, 0, 0), shop.Analysis.Reversals());
    }

    [Fact]
    public void The_context_of_a_user_is_what_the_attributes_say_and_otherwise_the_commonest()
    {
        using var shop = NewShop(s_london);
        Import(shop.Records, RecordKinds.Users, [new(StringComparer.Ordinal) { ["id"] = "v", ["attributes"] = """{"country": "FR","age":"30"}""" }]);
        Import(shop.Records, RecordKinds.Events,
        [
            In(0, "u", "Leeds", "web", null), In(1, "u", "York", "app", """{"device":"phone","country":"GB"}"""), In(2, "u", "York", null, """{"device":"tablet"}"""), In(3, "u", "York", null, """{"device": "phone"}"""),
            In(4, "v", null, null, """{"country":"DE"}"""), In(9, "v", null, null, """{"country":"DE"}"""), In(5, null, "Leeds", "web", """{"referrer":"ads"}"""),
        ]);
        Assert.Equal(
            [new UserContext("u", "channel", "app"), new("u", "country", "GB"), new("u", "device", "phone"), new("u", "location", "York"), new("v", "country", "FR")], shop.Analysis.UserContexts());

        static Dictionary<string, object?> In(int number, string? user, string? location, string? channel, string? extra)
        {
            var one = Event("view", Noon, user, "a", id: $"{user} {location} {channel} {extra} {number}");
            (one["location"], one["channel"], one["extra"]) = (location, channel, extra);
            return one;
        }
    }

    [Fact]
    public void A_context_is_found_in_any_JSON_string_and_only_in_the_object_itself()
    {
        using var shop = NewShop(s_london);
        string[] extras =
        [
            """{"country":"C\u00f4te d\u0027Ivoire"}""", """{"c\u006funtry":"GB"}""", """{"page":{"country":"DE"},"country":"FR"}""", """{"page":{"country":"DE"}}""",
            """{"referrer":"say \"hi\", a\\b"}""", """{"note":"\"country\":\"US\""}""", """{"country":"日本 \ud83d\ude00"}""", """{"country":12,"device":null}""", """{"country":["IT"]}""",
        ];
        Import(shop.Records, RecordKinds.Events, [.. extras.Select((extra, number) =>
        {
            var one = Event("view", Noon, $"user{number}", "a");
            one["extra"] = extra;
            return one;
        })]);
        Assert.Equal(
            [new UserContext("user0", "country", "Côte d'Ivoire"), new("user1", "country", "GB"), new("user2", "country", "FR"), new("user4", "referrer", """say "hi", a\b"""), new("user6", "country", "日本 😀")],
            shop.Analysis.UserContexts());
    }

    [Fact]
    public void The_log_of_items_counts_days_whoever_it_was_and_dates_returns_by_the_return()
    {
        using var shop = NewShop(s_london);
        Import(shop.Records, RecordKinds.Events,
        [
            Event("view", Noon, "u", "a"), Event("view", Noon.AddHours(1), null, "a"), Event("view", Noon.AddDays(1), null, "a"), Event("view", Noon, "u", "POST"),
            Event("click", Noon, "u", "b"), Event("purchase", Noon, "u", "a", 3, 7), Event("purchase", Noon, "u", "b", 1, 7),
            Event("return", Noon.AddDays(2), "u", "a", 1, 7), Event("return", Noon.AddDays(3), "u", "a", 1, 7), Event("return", Noon.AddDays(2), "w", "never bought", 1, 7),
        ]);
        var log = shop.Analysis.ItemLog(["view", "purchase", "return", "impression"]);
        Assert.Equal(["view", "purchase", "return", "impression"], log.Users.Ids);
        var day = Micros(new DateTimeOffset(Noon.Year, Noon.Month, Noon.Day, 0, 0, 0, TimeSpan.Zero));
        Assert.Equal([("a", 2f, day), ("a", 1f, day + TimeSpan.MicrosecondsPerDay)], Row(0));
        Assert.Equal([("a", 1f, day), ("b", 1f, day)], Row(1));
        Assert.Equal([("a", 1f, day + 2 * TimeSpan.MicrosecondsPerDay)], Row(2));
        Assert.Empty(Row(3));
        Assert.Equal(0, shop.Analysis.ItemLog([]).Count);

        (string, float, long)[] Row(int kind) => [.. log.ItemsOf(kind).ToArray().Select((item, e) => (log.Items[item], log.WeightsOf(kind)[e], log.TimesOf(kind)[e]))];
    }

    [Fact]
    public void The_catalogue_knows_what_was_imported_and_guesses_the_rest_from_purchases()
    {
        using var shop = NewShop(s_london);
        Import(shop.Records, RecordKinds.Items,
        [
            Item("a", Noon, title: "old name", category: "old", price: 9),
            Item("a", Noon.AddDays(1), title: "new name", category: "toys > cars", price: 8),
            Item("post", Noon, kind: "product"),
        ]);
        Import(shop.Records, RecordKinds.Events,
        [
            Event("purchase", Noon, "u", "a", 1, 7, title: "as sold"),
            Event("purchase", Noon, "u", "b", 1, 3, title: "z"), Event("purchase", Noon, "u", "b", 1, 1, title: "y"),
            Event("purchase", Noon, "u", "b", 1, 2, title: "y"), Event("purchase", Noon, "u", "b", 1, 2, title: "z"),
            Event("purchase", Noon, "u", "c", 1, 0, title: "free ones do not name it"),
            Event("view", Noon, "u", "POST"), Event("view", Noon, "u", "BANK charges"), Event("view", Noon, "u", "GIFT_?1x"), Event("view", Noon, "u", "gift_a1"),
        ]);
        Assert.Equal(
        [
            new CatalogueItem("BANK charges", "fee", "", "", null), new CatalogueItem("GIFT_?1x", "voucher", "", "", null), new CatalogueItem("POST", "fee", "", "", null),
            new CatalogueItem("a", "product", "new name", "toys > cars", 8), new CatalogueItem("b", "product", "y", "", 2),
            new CatalogueItem("c", "product", "", "", null), new CatalogueItem("gift_a1", "product", "", "", null), new CatalogueItem("post", "product", "", "", null),
        ], shop.Analysis.Catalogue());
    }

    [Fact]
    public void The_catalogue_knows_brand_first_day_and_the_newest_count_of_each_place()
    {
        using var shop = NewShop(s_london);
        Import(shop.Records, RecordKinds.Items,
        [
            new(StringComparer.Ordinal) { ["id"] = "a", ["valid_from"] = Micros(Noon), ["brand"] = "Old", ["launched"] = (long)new DateOnly(2023, 1, 1).DayNumber },
            new(StringComparer.Ordinal) { ["id"] = "a", ["valid_from"] = Micros(Noon.AddDays(1)), ["brand"] = "Ωmega", ["launched"] = (long)new DateOnly(2024, 2, 29).DayNumber },
            new(StringComparer.Ordinal) { ["id"] = "b" },
        ]);
        static Dictionary<string, object?> Count(string item, int day, string? location, decimal units) =>
            new(StringComparer.Ordinal) { ["item"] = item, ["time"] = Micros(Noon.AddDays(day)), ["location"] = location, ["on_hand"] = Tenths(units) };
        Import(shop.Records, RecordKinds.Stock, [Count("a", 0, "north", 9), Count("a", 2, "north", 5.5m), Count("a", 1, "north", 7), Count("a", 0, null, 2), Count("c", 9, "south", -1), Count("a", 400_000, "north", 99)]);
        var catalogue = shop.Analysis.Catalogue();
        Assert.Equal([("a", "Ωmega", 7.5m), ("b", "", null), ("c", "", -1m)], catalogue.Select(item => (item.Id, item.Brand, item.OnHand)));
        Assert.Equal([new DateOnly(2024, 2, 29), null, null], catalogue.Select(item => item.Launched));
        Assert.Equal([("", 2m), ("north", 5.5m)], catalogue[0].Stock.Select(count => (count.Location, count.Units)));
    }

    [Fact]
    public void Exposures_count_what_was_shown_since_it_was_last_dealt_with()
    {
        using var shop = NewShop(s_london);
        var now = DateTimeOffset.UtcNow;
        Dictionary<string, object?> At(string kind, double days, string? user, string item, string? list = null)
        {
            var row = Event(kind, now.AddDays(-days), user, item);
            row["list"] = list;
            return row;
        }

        Import(shop.Records, RecordKinds.Events,
        [
            At("impression", 0.5, "u", "a"), At("impression", 7.5, "u", "a"), At("impression", 40, "u", "a"), At("impression", 1.5, "u", "b"), At("click", 1.2, "u", "b", "l1"),
            At("impression", 0.2, "u", "b"), At("impression", 2, null, "a"), At("click", 1, null, "c"), At("impression", 3, "v", "c"), At("purchase", 2, "v", "c"),
        ]);
        var shown = shop.Analysis.Exposures();
        Assert.Equal([("a", 3L, 0L), ("b", 2L, 1L), ("c", 1L, 0L)], shown.Items.OrderBy(item => item.Key, StringComparer.Ordinal).Select(item => (item.Key, item.Value.Shown, item.Value.Clicked)));
        Assert.Equal([("u", "a", 1.5f), ("u", "b", 1f)], shown.Vain.Select(one => (one.User, one.Item, one.Times)));
    }

    [Fact]
    public void Days_are_the_shops_days_also_when_the_clocks_change()
    {
        // British summer time began on 31 March 2024 at 01:00 UTC and ended on 27 October at 01:00 UTC.
        using var shop = NewShop(s_london);
        Import(shop.Records, RecordKinds.Events,
        [
            Event("purchase", At(3, 30, 23, 59), "u", "i", 1), Event("purchase", At(3, 31, 0, 30), "u", "i", 10), Event("purchase", At(3, 31, 22, 59), "u", "i", 100),
            Event("purchase", At(3, 31, 23, 0), "u", "i", 1000), Event("purchase", At(10, 26, 22, 59), "u", "i", 2), Event("purchase", At(10, 26, 23, 0), "u", "i", 20),
            Event("purchase", At(10, 27, 23, 59), "u", "i", 200), Event("purchase", At(10, 28, 0, 0), "u", "i", 2000),
        ]);
        var series = Assert.Single(shop.Analysis.Demand(new DemandQuery()));
        Assert.Equal(TimeAxis.Days(new DateOnly(2024, 3, 30)), series.Axis);
        Assert.Equal([1, 110, 1000], series.Head(3).Values.ToArray());
        Assert.Equal([2, 220, 2000], series.Tail(series.Length - 3).Values.ToArray());
        Assert.Equal(new DateOnly(2024, 10, 28), series.Axis.DayOf(series.Length - 1));
        Assert.Equal(3333, series.Values.ToArray().Sum());

        static DateTimeOffset At(int month, int day, int hour, int minute) => new(2024, month, day, hour, minute, 0, TimeSpan.Zero);
    }

    [Fact]
    public void Series_run_from_the_first_sale_to_the_end_and_hold_zeros_between()
    {
        using var shop = NewShop(s_london);
        Import(shop.Records, RecordKinds.Events,
        [
            Event("purchase", Noon, "u", "a", 1, location: "UK"), Event("purchase", Noon.AddDays(3), "u", "a", 2.5m, location: "FR"),
            Event("purchase", Noon.AddDays(2), null, "b", location: "UK"), Event("purchase", Noon.AddDays(1), "u", "POST", 1), Event("view", Noon.AddDays(5), "u", "a"),
            Event("adjustment", Noon.AddDays(1), null, "a", 50),
        ]);
        Assert.Equal(["a: 1 0 0 2.5 0 0", "b: 1 0 0 0"], Shown(new DemandQuery()));
        Assert.Equal(["total: 1 0 1 2.5 0 0"], Shown(new DemandQuery { Level = DemandLevel.Total }));
        Assert.Equal(["a|FR: 2.5 0 0", "a|UK: 1 0 0 0 0 0", "b|UK: 1 0 0 0"], Shown(new DemandQuery { Level = DemandLevel.ItemLocation }));
        Assert.Equal(["FR: 2.5 0 0", "UK: 1 0 1 0 0 0"], Shown(new DemandQuery { Level = DemandLevel.Location }));
        Assert.Equal(["a: 1 0"], Shown(new DemandQuery { Until = new DateOnly(2024, 3, 6) }));
        Assert.Equal(["b: 1 0 0 0"], Shown(new DemandQuery { Item = "b" }));
        Assert.Equal(["a: 2.5 0 0"], Shown(new DemandQuery { Location = "FR" }));
        Assert.Equal([": 1 0 1 2.5 0 0"], Shown(new DemandQuery { Level = DemandLevel.Category }));
        Assert.Throws<ArgumentException>(() => shop.Analysis.Demand(new DemandQuery { Step = Step.Month }));

        List<string> Shown(DemandQuery query) => [.. shop.Analysis.Demand(query).Select(Show)];
    }

    [Fact]
    public void Only_whole_weeks_count()
    {
        // 4 March 2024 is a Monday.
        using var shop = NewShop(s_london);
        Import(shop.Records, RecordKinds.Events,
        [
            Event("purchase", Noon.AddDays(-1), "u", "a", 1), Event("purchase", Noon, "u", "a", 2), Event("purchase", Noon.AddDays(6), "u", "a", 3),
            Event("purchase", Noon.AddDays(9), "u", "b", 4), Event("purchase", Noon.AddDays(15), "u", "a", 5),
        ]);
        var weeks = shop.Analysis.Demand(new DemandQuery { Step = Step.Week });
        Assert.Equal(["a: 5 0", "b: 4"], weeks.Select(Show));
        Assert.Equal(TimeAxis.Weeks(new DateOnly(2024, 3, 4)), weeks[0].Axis);
        shop.Save(s_london with { WeekStart = DayOfWeek.Sunday });
        Assert.Equal(["a: 3 3", "b: 4"], shop.Analysis.Demand(new DemandQuery { Step = Step.Week }).Select(Show));
    }

    [Fact]
    public void Sales_totals_are_the_demand_of_items_without_purchases()
    {
        using var shop = NewShop(s_london);
        Import(shop.Records, RecordKinds.Sales, [Sale("a", 1, 5), Sale("a", 3, 6), Sale("b", 2, 7), Sale("POST", 2, 8)]);
        Assert.Equal(["a: 5 0 6", "b: 7 0"], shop.Analysis.Demand(new DemandQuery()).Select(Show));
        Import(shop.Records, RecordKinds.Events, [Event("purchase", Noon, "u", "b", 1)]);
        Assert.Equal(["a: 5 0 6 0", "b: 1"], shop.Analysis.Demand(new DemandQuery()).Select(Show));

        static Dictionary<string, object?> Sale(string item, int day, decimal units) => new(StringComparer.Ordinal)
        {
            ["item"] = item, ["date"] = (long)new DateOnly(2024, 3, day).DayNumber, ["units"] = Tenths(units),
        };
    }

    [Fact]
    public void What_was_taken_back_is_neither_demand_nor_interaction()
    {
        using var shop = NewShop(s_london);
        Import(shop.Records, RecordKinds.Events,
        [
            Event("purchase", Noon, "u", "huge", 80_995, 1.04m), Event("return", Noon.AddMinutes(12), "u", "huge", 80_995, 1.04m),
            Event("purchase", Noon.AddDays(1), "u", "part", 10, 2), Event("return", Noon.AddDays(2), "u", "part", 4, 2),
            Event("purchase", Noon.AddDays(1), "u", "kept", 3, 2), Event("return", Noon, "u", "kept", 3, 2), Event("return", Noon.AddDays(1), null, "kept", 3, 2),
        ]);
        Assert.Equal(["kept: 3 0", "part: 6 0"], shop.Analysis.Demand(new DemandQuery()).Select(Show));
        Assert.Equal(["kept: 3", "part: 10"], shop.Analysis.Demand(new DemandQuery { Until = new DateOnly(2024, 3, 6) }).Select(Show));
        Assert.Equal(["kept", "part"], shop.Analysis.Interactions(new InteractionQuery()).Items.Ids);
        Assert.Equal(new ReversalReport(4, 2, 0, 2, 80_999), shop.Analysis.Reversals());
        shop.Records.Seal();
        Assert.Equal(["kept: 3 0", "part: 6 0"], shop.Analysis.Demand(new DemandQuery()).Select(Show));
    }

    [Fact]
    public void Interactions_are_weighted_events_of_known_users_with_goods()
    {
        using var shop = NewShop(s_london);
        Import(shop.Records, RecordKinds.Events,
        [
            Event("purchase", Noon.AddDays(1), "v", "b", 9, 5), Event("view", Noon, "v", "c"), Event("view", Noon, "v", "a"), Event("view", Noon.AddDays(2), "u", "a"),
            Event("click", Noon, "u", "a"), Event("view", Noon, null, "a"), Event("view", Noon, "u", "POST"), Event("view", Noon, "u"),
        ]);
        var query = new InteractionQuery { Weights = new Dictionary<string, float>(StringComparer.Ordinal) { ["view"] = 0.25f, ["purchase"] = 3 } };
        var all = shop.Analysis.Interactions(query);
        Assert.Equal(["u", "v"], all.Users.Ids);
        Assert.Equal(["a", "b", "c"], all.Items.Ids);
        Assert.Equal([0, 2, 1], all.ItemsOf(1).ToArray());
        Assert.Equal([0.25f, 0.25f, 3], all.WeightsOf(1).ToArray());
        Assert.Equal([Micros(Noon), Micros(Noon), Micros(Noon.AddDays(1))], all.TimesOf(1).ToArray());
        var some = shop.Analysis.Interactions(query with { From = Noon.AddDays(1), Until = Noon.AddDays(2) });
        Assert.Equal((1, "v", "b"), ((int)some.Count, some.Users[0], some.Items[0]));
    }

    [Fact]
    public void Likes_count_by_how_far_they_are_above_the_middle_and_dislikes_take_away()
    {
        using var shop = NewShop(s_london);
        Import(shop.Records, RecordKinds.Events,
        [
            Event("rating", Noon, "u", "best", rating: 5), Event("review", Noon, "u", "good", rating: 4), Event("rating", Noon, "u", "middling", rating: 3), Event("review", Noon, "u", "unsaid"),
            // Bought, praised, then disliked; then bought once more.
            Event("purchase", Noon, "u", "bad", 1, 2), Event("rating", Noon.AddDays(1), "u", "bad", rating: 5), Event("rating", Noon.AddDays(2), "u", "bad", rating: 2), Event("purchase", Noon.AddDays(3), "u", "bad", 1, 2),
            // Somebody else's dislike, and one of today that was a like before.
            Event("purchase", Noon, "v", "best", 1, 2), Event("rating", Noon, "v", "best", rating: 1), Event("rating", Noon, "v", "good", rating: 2), Event("rating", Noon.AddDays(9), "v", "good", rating: 5),
            Event("rating", Noon, null, "best", rating: 5), Event("rating", Noon, "u", "POST", rating: 5),
        ]);
        var query = new InteractionQuery { Weights = new Dictionary<string, float>(StringComparer.Ordinal) { ["purchase"] = 1, ["rating"] = 2, ["review"] = 4 } };
        Assert.Equal(["u bad 1 d3", "u best 2 d0", "u good 2 d0", "u unsaid 4 d0", "v good 2 d9"], Shown(query));
        // Before the second day nobody knew that it would be disliked, and before the ninth what v thinks by now.
        Assert.Equal(["u bad 1 d0", "u bad 2 d1", "u best 2 d0", "u good 2 d0", "u unsaid 4 d0"], Shown(query with { Until = Noon.AddDays(2) }));
        // Purchases alone are what they were.
        Assert.Equal(["u bad 1 d0", "u bad 1 d3", "v best 1 d0"], Shown(new InteractionQuery()));
        shop.Save(s_london with { Ratings = new RatingScale { Lowest = 0, Highest = 10 } });
        Assert.Equal(["u bad 1 d3"], Shown(query with { From = Noon.AddDays(1) }));

        List<string> Shown(InteractionQuery asked) => InWords(shop.Analysis.Interactions(asked));
    }

    [Fact]
    public void A_dwell_counts_by_its_share_of_a_long_look_and_a_wish_whole()
    {
        using var shop = NewShop(s_london);
        Import(shop.Records, RecordKinds.Events,
        [
            Event("dwell", Noon, "u", "a", seconds: 10), Event("dwell", Noon, "u", "b", seconds: 40), Event("dwell", Noon, "v", "a", seconds: 20), Event("dwell", Noon.AddDays(1), "v", "b", seconds: 3600),
            Event("dwell", Noon, "v", "c", seconds: 0), Event("dwell", Noon, "v", null, seconds: 9999), Event("wishlist", Noon, "u", "c"),
        ]);
        var query = new InteractionQuery { Weights = new Dictionary<string, float>(StringComparer.Ordinal) { ["dwell"] = 0.5f, ["wishlist"] = 3 } };
        // Of five looks at items four last 40 seconds or less.
        Assert.Equal(["u a 0.125 d0", "u b 0.5 d0", "u c 3 d0", "v a 0.25 d0", "v b 0.5 d1"], InWords(shop.Analysis.Interactions(query)));
        // Of the first day's four three last 20 seconds or less.
        Assert.Equal(["u a 0.25 d0", "u b 0.5 d0", "u c 3 d0", "v a 0.5 d0"], InWords(shop.Analysis.Interactions(query with { Until = Noon.AddHours(1) })));
    }

    [Fact]
    public void Opinions_are_what_known_users_said_of_goods()
    {
        using var shop = NewShop(s_london);
        Import(shop.Records, RecordKinds.Events,
        [
            Event("rating", Noon, "u", "a", rating: 5), Event("review", Noon.AddDays(1), "u", "a", rating: 2.5m), Event("review", Noon, "u", "a"), Event("wishlist", Noon.AddDays(2), "u", "b"),
            Event("dwell", Noon.AddDays(3), "v", "a", seconds: 12.5m), Event("dwell", Noon, "v", seconds: 1), Event("rating", Noon, null, "a", rating: 1), Event("view", Noon, "u", "a"), Event("rating", Noon, "u", "POST", rating: 1),
        ]);
        Assert.Equal(["u a 1.75 d1", "u a 3 d0", "u b 4 d2", "v a 17.5 d3"], InWords(shop.Analysis.Opinions()));
        Assert.Equal(["u a 1.75 d1", "u a 3 d0", "v a 17.5 d3"], InWords(shop.Analysis.Opinions(Noon.AddDays(2.5))));
        // Wishes and looks of long ago are no part of what a server keeps.
        Assert.Equal(["u a 1.75 d1", "u a 3 d0"], InWords(shop.Analysis.Contents(new InteractionQuery()).Opinions));
    }

    private static List<string> InWords(Interactions events)
    {
        var lines = new List<string>();
        for (var user = 0; user < events.UserCount; user++)
            for (var e = 0; e < events.ItemsOf(user).Length; e++)
                lines.Add(string.Create(CultureInfo.InvariantCulture, $"{events.Users[user]} {events.Items[events.ItemsOf(user)[e]]} {events.WeightsOf(user)[e]} d{(events.TimesOf(user)[e] - Micros(Noon)) / TimeSpan.MicrosecondsPerDay}"));
        return [.. lines.Order(StringComparer.Ordinal)];
    }

    [Fact]
    public void The_overview_adds_up_exactly()
    {
        using var shop = NewShop(s_london);
        Import(shop.Records, RecordKinds.Events,
        [
            Event("purchase", Noon, "u", "a", 3, 0.1234m, session: "1"), Event("purchase", Noon, "v", "b", 1, 10, session: "1"),
            Event("return", Noon.AddMonths(1), "u", "a", 1, 0.1234m, session: "C2"), Event("purchase", Noon.AddMonths(1), "u", "POST", 1, 4, session: "3"),
            Event("adjustment", Noon, null, "a", 100, 50), Event("view", Noon.AddMonths(-1), "w", "a"),
        ]);
        var overview = shop.Analysis.Overview();
        Assert.Equal(0.2468m + 10 + 4, overview.Revenue);
        Assert.Equal(4, overview.Fees);
        Assert.Equal((3, 2, 2), (overview.Users, overview.Items, overview.Orders));
        Assert.Equal((Noon.AddMonths(-1), Noon.AddMonths(1)), (overview.First, overview.Last));
        Assert.Equal([("adjustment", 1L), ("purchase", 3L), ("return", 1L), ("view", 1L)], overview.Events.Select(pair => (pair.Key, pair.Value)));
        Assert.Equal([new MonthFigures(new DateOnly(2024, 3, 1), 10.3702m, 4, 1), new MonthFigures(new DateOnly(2024, 4, 1), 3.8766m, -1, 1)], overview.Months);
        Assert.Equal([new ItemFigures("b", "", 10, 1), new ItemFigures("a", "", 0.2468m, 2)], overview.TopItems);
    }

    private static string Show(TimeSeries series) => $"{series.Key}: {string.Join(' ', series.Values.ToArray())}";

    private static Dictionary<string, object?> Item(string id, DateTimeOffset since, string? kind = null, string? title = null, string? category = null, decimal? price = null) =>
        new(StringComparer.Ordinal)
        {
            ["id"] = id, ["valid_from"] = Micros(since), ["kind"] = kind, ["title"] = title, ["category"] = category, ["price"] = Tenths(price),
        };
}
