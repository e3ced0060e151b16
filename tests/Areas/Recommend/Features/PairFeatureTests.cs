using CsCheck;
using Kirana.Data.Feedback;
using Kirana.Recommend;
using Kirana.Recommend.Evaluation;
using Kirana.Recommend.Features;
using Kirana.Recommend.Reranking;
using Kirana.Tests.Areas.Recommend.Ranking;

namespace Kirana.Tests.Areas.Recommend.Features;

public sealed class PairFeatureTests
{
    private const long Day = MadePurchases.Day;

    private static readonly Festival[] s_festivals = [.. Enumerable.Range(0, 12).Select(month => new Festival($"feast {month % 3}", (month * 30 + month % 5) * Day))];

    [Fact]
    public void Nothing_that_comes_later_changes_a_feature() =>
        Gen.Select(Gen.ULong, Gen.Int[20, 90], Gen.Int[0, 29], Gen.Int[0, 39]).Sample((seed, day, user, item) =>
        {
            var all = MadePurchases.Of(shoppers: 30, items: 40, days: 100, seed);
            var cut = Before(all, day * Day);
            var (log, stages, moment) = (MadeLooks.LogOf(all, seed), MadeLooks.Of(all, seed), day * Day + Day / 3);
            var (logCut, stagesCut) = (Before(log, moment), Before(stages, moment));
            var said = MadeOpinions.Of(all, seed);
            Assert.Equal(Row(cut, cut, user, item, day * Day), Row(all, cut, user, item, day * Day));
            Assert.Equal(
                Row(Before(all, moment), Before(all, moment), user, item, moment, log: logCut, stages: stagesCut, said: Before(said, moment)), Row(all, Before(all, moment), user, item, moment, log: log, stages: stages, said: said));
        }, iter: 60);

    [Fact]
    public void Looks_count_until_the_item_is_bought_and_the_latest_session_speaks_beside_the_taste()
    {
        var users = new IdMap(["ann"]);
        var items = new IdMap(["tea", "mug", "cup"]);
        var (bought, stages) = (new InteractionsBuilder(users, items), new InteractionsBuilder(users, items));
        bought.Add(0, 0, 1, 2 * Day);
        bought.Add(0, 0, 1, 20 * Day);
        stages.Add(0, 0, 1, 19 * Day);
        stages.Add(0, 1, 1, 20 * Day);
        stages.Add(0, 1, 2, 29 * Day - TimeSpan.MicrosecondsPerHour);
        stages.Add(0, 2, 1, 29 * Day - 20 * TimeSpan.MicrosecondsPerMinute);
        stages.Add(0, 1, 1, 29 * Day);
        stages.Add(0, 2, 1, 30 * Day);
        var traits = new ItemTraits(items, id => new ItemTrait { Category = id is "tea" ? "Food" : "Home", Price = id is "mug" ? 9 : 4 });
        var mug = Values(Row(bought.Build(), bought.Build(), 0, 1, 30 * Day, traits, stages: stages.Build()));
        var tea = Values(Row(bought.Build(), bought.Build(), 0, 0, 30 * Day, traits, stages: stages.Build()));

        Assert.Equal((3, 1, 1 + 1 / 24f), (mug["pair-looks"], mug["pair-days-since-look"], mug["pair-days-since-cart"]));
        Assert.Equal((0, float.NaN, float.NaN), (tea["pair-looks"], tea["pair-days-since-look"], tea["pair-days-since-cart"]));
        // Of five looks one was at tea; of the purchases both were.
        Assert.Equal((0.8f, 0.2f), (mug["pair-look-department"], tea["pair-look-department"]));
        // The session is the last two looks: a mug and a cup.
        Assert.Equal((1, 1, -1), (mug["session-days-since"], mug["session-department"], tea["session-department"]));
        Assert.Equal(MathF.Log(9) - (MathF.Log(9) + MathF.Log(4)) / 2, mug["session-price"], 1e-6f);
    }

    [Fact]
    public void Opinions_are_measured_against_what_everybody_says()
    {
        var (users, items) = (new IdMap(["ann", "bob"]), new IdMap(["tea", "mug", "cup"]));
        var (bought, said) = (new InteractionsBuilder(users, items), new InteractionsBuilder(users, items));
        bought.Add(0, 0, 1, 2 * Day);
        bought.Add(1, 2, 1, 2 * Day);
        foreach (var (user, item, kind, value, day) in new[]
        {
            (0, 0, OpinionKind.Rating, 1f, 3), (0, 1, OpinionKind.Rating, -1f, 4), (0, 1, OpinionKind.Rating, -0.5f, 9), (1, 0, OpinionKind.Rating, 0f, 5),
            (0, 0, OpinionKind.Wish, 1f, 1), (0, 2, OpinionKind.Wish, 1f, 7), (0, 2, OpinionKind.Dwell, 99f, 8), (1, 2, OpinionKind.Dwell, 9f, 8), (1, 1, OpinionKind.Dwell, 9f, 8),
        })
            said.Add(user, item, new Opinion(kind, value).Code, day * Day);
        var traits = new ItemTraits(items, id => new ItemTrait { Category = id is "tea" ? "Food" : "Home" });
        Dictionary<string, float>[] value3 = [.. Enumerable.Range(0, 3).Select(item => Values(Row(bought.Build(), bought.Build(), 0, item, 10 * Day, traits, said: said.Build())))];
        var (tea, mug, cup) = (value3[0], value3[1], value3[2]);

        Assert.Equal((1f, -0.5f, float.NaN), (tea["pair-rating"], mug["pair-rating"], cup["pair-rating"]));
        Assert.Equal((MathF.Log(3), MathF.Log(2), 0f), (tea["item-ratings"], mug["item-ratings"], cup["item-ratings"]), (a, b) => Near(a.Item1, b.Item1) && Near(a.Item2, b.Item2) && Near(a.Item3, b.Item3));
        Assert.True(tea["item-rating"] > mug["item-rating"] && tea["pair-department-rating"] > mug["pair-department-rating"]);
        Assert.Equal(mug["pair-department-rating"], cup["pair-department-rating"]);
        // The tea was bought since it was wished for.
        Assert.Equal((float.NaN, float.NaN, 3f), (tea["pair-days-since-wish"], mug["pair-days-since-wish"], cup["pair-days-since-wish"]));
        Assert.True(cup["pair-dwell"] > 0 && float.IsNaN(mug["pair-dwell"]) && cup["item-dwell"] > mug["item-dwell"]);

        static bool Near(float a, float b) => MathF.Abs(a - b) < 1e-6f;
    }

    [Fact]
    public void Looks_of_the_cases_of_a_test_are_those_before_its_moment()
    {
        var data = MadePurchases.Of(shoppers: 30, items: 40, days: 100, seed: 3);
        var stages = MadeLooks.Of(data, seed: 3);
        var cases = TemporalSplit.At(data, 60 * Day, 90 * Day, repeats: true).Known.Seeing(stages);
        for (var request = 0; request < cases.Count; request++)
        {
            Assert.True(stages.Users.TryGetIndex(cases.UserOf(request), out var user));
            int[] seen = [.. Enumerable.Range(0, stages.TimesOf(user).Length).Where(e => stages.TimesOf(user)[e] < 60 * Day && stages.WeightsOf(user)[e] < 3).Select(e => stages.ItemsOf(user)[e])];
            Assert.Equal(seen, cases.ShopperOf(request).Looks.Items);
        }
    }

    [Fact]
    public void Features_are_those_worked_out_by_hand()
    {
        var builder = new InteractionsBuilder(new IdMap(["ann", "bob"]), new IdMap(["tea", "mug"]));
        builder.Add(0, 0, 1, 0);
        builder.Add(0, 0, 1, 10 * Day);
        builder.Add(0, 1, 1, 10 * Day);
        builder.Add(1, 0, 1, 20 * Day);
        var data = builder.Build();
        var traits = new ItemTraits(data.Items, id => new ItemTrait { Category = id is "tea" ? "Food > Tea" : "Home", Price = id is "tea" ? 4 : 9 });
        var row = Row(data, data, user: 0, item: 0, 30 * Day, traits);
        var value = Values(row);

        Assert.Equal(MathF.Log(3), value["item-users"], 1e-6f);
        Assert.Equal(30, value["item-age-days"]);
        Assert.Equal(10, value["item-days-since"]);
        Assert.Equal(0.5f, value["item-repeat-share"]);
        Assert.Equal(10, value["item-repeat-days"]);
        // Tea has 2⁻¹ + 2^(−2/3) + 2^(−1/3) of the events at a half-life of 30 days, the mug 2^(−2/3).
        var (tea, mug) = (0.5 + Math.Pow(2, -2 / 3.0) + Math.Pow(2, -1 / 3.0), Math.Pow(2, -2 / 3.0));
        Assert.Equal(Math.Log(1e-6 + tea / (tea + mug)), value["item-recent-30"], 1e-5);
        // Three events on two days of the thirty that the shop is old, by a half-life of 60 days.
        var exposure = (1 - Math.Pow(2, -0.5)) * 60 / Math.Log(2);
        Assert.Equal((Math.Pow(2, -0.5) + 2 * Math.Pow(2, -1 / 3.0)) / exposure, value["shopper-rate"], 1e-6);
        Assert.Equal((Math.Pow(2, -0.5) + Math.Pow(2, -1 / 3.0)) / exposure, value["shopper-visit-rate"], 1e-6);
        Assert.Equal((2 / 3f, 20), (value["shopper-variety"], value["shopper-days-since"]));
        Assert.Equal((2, 20, 2), (value["pair-times"], value["pair-days-since"], value["pair-due"]));
        Assert.Equal(MathF.Log(4), value["item-price"], 1e-6f);
        // Newer events count more in taste, by a half-life of 60 days.
        var (first, second) = (Math.Pow(2, -0.5), Math.Pow(2, -1 / 3.0));
        Assert.Equal((first + second) / (first + 2 * second), value["pair-department"], 1e-6);
        Assert.Equal(Math.Log(4) - ((first + second) * Math.Log(4) + second * Math.Log(9)) / (first + 2 * second), value["pair-price"], 1e-5);
    }

    [Fact]
    public void A_shopper_who_keeps_buying_at_the_same_pace_stays_the_same_as_the_shop_grows_older()
    {
        var builder = new InteractionsBuilder(new IdMap(["ann"]), new IdMap(["tea", "mug"]));
        for (var day = 0; day < 800; day += 4)
            builder.Add(0, day / 4 % 2, 1, day * Day);
        var data = builder.Build();
        foreach (var name in new[] { "shopper-rate", "shopper-visit-rate" })
            foreach (var moment in new[] { 40, 80, 160, 400, 800 })
            {
                var cut = new InteractionsBuilder(data.Users, data.Items, 1);
                for (var e = 0; e < moment / 4; e++)
                    cut.Add(0, data.ItemsOf(0)[e], 1, data.TimesOf(0)[e]);
                Assert.InRange(Row(cut.Build(), cut.Build(), 0, 0, moment * Day)[Array.IndexOf(PairFeatures.Names, name)], 0.24f, 0.26f);
            }
    }

    [Fact]
    public void Tastes_are_the_same_to_the_last_bit_at_any_moment_of_asking()
    {
        var data = MadePurchases.Of(shoppers: 30, items: 40, days: 100, seed: 7);
        var traits = new ItemTraits(data.Items, id => new ItemTrait { Category = $"Group {id[^1]}", Price = 1 + id[^1] });
        string[] tastes = ["shopper-popularity", "pair-popularity", "pair-price", "pair-department"];
        for (var user = 0; user < data.UserCount; user++)
            for (var later = 0; later < 20; later++)
                foreach (var name in tastes)
                {
                    var place = Array.IndexOf(PairFeatures.Names, name);
                    var moment = (100 + later * 37) * Day + later * 1_234_567;
                    Assert.Equal(Row(data, data, user, 3, 100 * Day, traits)[place], Row(data, data, user, 3, moment, traits, 100 * Day)[place]);
                }
    }

    [Fact]
    public void What_is_not_known_is_missing()
    {
        var builder = new InteractionsBuilder(new IdMap(["ann"]), new IdMap(["tea", "mug"]));
        builder.Add(0, 0, 1, 0);
        var row = Row(builder.Build(), builder.Build(), user: 0, item: 1, Day);
        var value = Values(row);
        Assert.All(new[] { "item-age-days", "item-days-since", "item-repeat-days", "pair-days-since", "pair-due", "item-price", "pair-price", "pair-department" }, name => Assert.True(float.IsNaN(value[name]), name));
        Assert.Equal((0, 0), (value["pair-times"], value["item-users"]));
    }

    private static Interactions Before(Interactions all, long moment)
    {
        var before = new InteractionsBuilder(all.Users, all.Items, all.UserCount);
        for (var u = 0; u < all.UserCount; u++)
            for (var e = 0; e < all.ItemsOf(u).Length && all.TimesOf(u)[e] < moment; e++)
                before.Add(u, all.ItemsOf(u)[e], all.WeightsOf(u)[e], all.TimesOf(u)[e]);
        return before.Build();
    }

    private static Dictionary<string, float> Values(float[] row) => PairFeatures.Names.Zip(row).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);

    private static float[] Row(Interactions events, Interactions histories, int user, int item, long moment, ItemTraits? traits = null, long? known = null, Interactions? log = null, Interactions? stages = null, Interactions? said = null)
    {
        var features = PairFeatures.Of(events, log, said, s_festivals, traits, known ?? moment);
        var shopper = new Shopper(histories.ItemsOf(user), histories.WeightsOf(user), histories.TimesOf(user), moment)
        {
            Looks = stages is null ? default : Looks.Of(Looks.Over(stages, histories), user, moment),
            Opinions = said is null ? default : Opinions.Of(Opinions.Over(said, histories), user, moment),
        };
        using var facts = new ShopperFacts(shopper, features);
        var row = new float[PairFeatures.Names.Length];
        features.Write(facts, item, row);
        return row;
    }
}
