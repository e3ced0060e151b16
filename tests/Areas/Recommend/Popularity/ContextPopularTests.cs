using Kirana.Data.Feedback;
using Kirana.Data.Fitting;
using Kirana.Data.ModelFiles;
using Kirana.Recommend;
using Kirana.Recommend.Popularity;

namespace Kirana.Tests.Areas.Recommend.Popularity;

public sealed class ContextPopularTests
{
    [Fact]
    public void Shares_of_a_context_are_drawn_to_those_of_the_wider_one_as_worked_out_by_hand()
    {
        var shares = Shares();
        // Of 8 pairs tea has 4, mugs 3, cups 1; of the 4 of GB tea 1, mugs 2, cups 1; of the 2 of London mugs 1 and cups 1. k is 2.
        double[] shop = [4 / 8.0, 3 / 8.0, 1 / 8.0];
        double[] britain = [(1 + 2 * shop[0]) / 6, (2 + 2 * shop[1]) / 6, (1 + 2 * shop[2]) / 6];
        double[] london = [(0 + 2 * britain[0]) / 4, (1 + 2 * britain[1]) / 4, (1 + 2 * britain[2]) / 4];
        Near(shop, Scores(shares, []));
        Near(britain, Scores(shares, ["country=GB"]));
        Near(london, Scores(shares, ["country=GB > London"]));
        // Of an unknown town what is wider is known; of an unknown country nothing.
        Assert.Equal("country=GB", shares.Known("country=GB > Hull"));
        Near(britain, Scores(shares, ["country=GB > Hull"]));
        Near(shop, Scores(shares, ["country=AQ"]));
        // Two contexts multiply what each changes.
        double[] app = [(3 + 2 * shop[0]) / 6, (1 + 2 * shop[1]) / 6, 2 * shop[2] / 6];
        Near([.. shop.Select((share, item) => share * (britain[item] / share) * (app[item] / share))], Scores(shares, ["country=GB", "channel=app"]));
    }

    [Fact]
    public void Says_which_context_raised_an_item()
    {
        var list = Shares().For(Everywhere(), ["country=GB", "channel=app"]);
        Assert.Equal(["popular:channel=app", "popular"], list.Explain(default, 0).Select(reason => reason.Kind));
        Assert.Equal(["popular:country=GB", "popular"], list.Explain(default, 1).Select(reason => reason.Kind));
    }

    [Fact]
    public void What_was_read_is_what_was_written()
    {
        var shares = Shares();
        var writer = new ModelWriter("test", 1, 1);
        shares.Save(writer.Part("contexts", ContextShares.ModelKind));
        var read = ContextShares.Read(ModelReader.Parse(writer.ToArray(), "test").Part("contexts"), shares.Items);
        Assert.Equal(["channel=app", "country=GB", "country=GB > London"], read.Contexts);
        Assert.Equal(Scores(shares, ["country=GB > London", "channel=app"]), Scores(read, ["country=GB > London", "channel=app"]));
    }

    [Fact]
    public void A_strength_that_is_none_is_refused() =>
        Assert.Contains("Strength", Assert.Throws<ArgumentException>(() => new ContextPopular { Strength = 0 }.Fit(new InteractionsBuilder().Build(), _ => [])).Message, StringComparison.Ordinal);

    [Fact]
    public void What_sells_now_counts_as_much_as_the_context_is_of_the_shop()
    {
        // Britain has 4 of the 8 pairs, and k is 2: what sells now weighs 4 / 10, at the total of what was ever bought.
        var now = new PopularityStream(new RecencyPopular(), Shares().Items, 0);
        var list = Shares().For(now, ["country=GB"]);
        var scores = new float[3];
        now.Add(1, 1, 0);
        list.Score(default, scores);
        Assert.True(float.IsNegativeInfinity(scores[0]) && float.IsNegativeInfinity(scores[2]));
        double[] lifts = [(1 + 2 * 4 / 8.0) / 6 / (4 / 8.0), (2 + 2 * 3 / 8.0) / 6 / (3 / 8.0), (1 + 2 * 1 / 8.0) / 6 / (1 / 8.0)];
        Assert.Equal((0.6 * 3 + 0.4 * 8) * lifts[1], scores[1], 1e-5);
        now.Add(0, 3, 0);
        list.Score(default, scores);
        Assert.Equal((0.6 * 4 + 0.4 * 8 * 3 / 4) * lifts[0], scores[0], 1e-5);
        Assert.Equal((0.6 * 3 + 0.4 * 8 / 4) * lifts[1], scores[1], 1e-5);
        // Where nothing sells now, what was ever bought there stands.
        Shares().For(new PopularityModel("test", "test", Shares().Items, [-1, -1, -1], "{}"), ["country=GB"]).Score(default, scores);
        foreach (var (item, ever) in new[] { 4, 3, 1 }.Index())
            Assert.Equal(0.6 * ever * lifts[item], scores[item], 1e-5);
    }

    [Fact]
    public void A_popular_list_of_other_items_is_refused() =>
        Assert.Contains("1 items", Assert.Throws<ArgumentException>(() => Shares().For(new PopularityModel("test", "test", new IdMap(["tea"]), [1], "{}"), [])).Message, StringComparison.Ordinal);

    private static IRecommender Everywhere() => new Popular().Fit(Purchases(), FitContext.Default);

    private static ContextShares Shares() => new ContextPopular { Strength = 2 }.Fit(Purchases(), user => user switch
    {
        "l" => ["country=GB > London"],
        "g" => ["country=GB", "channel=app"],
        "a" or "b" => ["channel=app"],
        _ => [],
    });

    private static Interactions Purchases()
    {
        var builder = new InteractionsBuilder(items: new IdMap(["tea", "mug", "cup"]));
        foreach (var (user, item) in new[] { ("l", "mug"), ("l", "cup"), ("l", "mug"), ("g", "mug"), ("g", "tea"), ("a", "tea"), ("b", "tea"), ("c", "tea"), ("c", "mug") })
            builder.Add(user, item);
        return builder.Build();
    }

    private static float[] Scores(ContextShares shares, string[] contexts)
    {
        var scores = new float[3];
        shares.For(Everywhere(), contexts).Score(default, scores);
        return scores;
    }

    private static void Near(double[] shares, float[] scores)
    {
        for (var item = 0; item < scores.Length; item++)
            Assert.Equal(8 * shares[item], scores[item], 1e-5);
    }
}
