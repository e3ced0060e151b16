using Kirana.Data.Feedback;
using Kirana.Data.Fitting;
using Kirana.Recommend.Content;
using Kirana.Recommend.Popularity;

namespace Kirana.Tests.Areas.Recommend.Content;

public sealed class DescriptionSearchTests
{
    private static readonly IdMap s_items = new(["bag", "box", "lamp", "nameless"]);

    private static readonly DescriptionSearch s_search = new(new ItemDescriptions(s_items, id => id switch
    {
        "bag" => new ItemDescription { Title = "LUNCH BAG RED", Category = "Kitchen" },
        "box" => new ItemDescription { Title = "LUNCH BOX", Brand = "Retrospot" },
        "lamp" => new ItemDescription { Title = "RED LAMP" },
        _ => null,
    }));

    [Fact]
    public void Weights_are_those_of_bm25_worked_out_by_hand()
    {
        // Three are described, by 4, 3 and 2 words; two hold lunch, one holds bag.
        double Weight(int holders, int length) => Math.Log(1 + (3 - holders + 0.5) / (holders + 0.5)) * 2.2 / (1 + 1.2 * (0.25 + 0.75 * length / 3.0));
        var matches = s_search.Match("lunch bags, lunch");
        Assert.Equal([0, 1], matches.Keys.Order());
        Assert.Equal(Weight(2, 4) + Weight(1, 4), matches[0], 1e-5);
        Assert.Equal(Weight(2, 3), matches[1], 1e-5);
        Assert.Equal([1], s_search.Match("RETROSPOT").Keys);
        Assert.Empty(s_search.Match("12 !"));
    }

    [Fact]
    public void What_matches_comes_first_and_the_rest_as_the_model_has_it()
    {
        var builder = new InteractionsBuilder(items: s_items);
        foreach (var (item, sales) in new[] { ("nameless", 9), ("lamp", 5), ("box", 3), ("bag", 1) })
            for (var user = 0; user < sales; user++)
                builder.Add($"u{user}", item);
        var popular = new Popular().Fit(builder.Build(), FitContext.Default);
        Assert.Equal(["box", "bag", "nameless", "lamp"], Ranked(new SearchedModel(popular, s_search, "lunch")));
        Assert.Equal(["nameless", "lamp", "box", "bag"], Ranked(new SearchedModel(popular, s_search, "hammock")));
        Assert.Equal(["matches:lunch", "popular"], new SearchedModel(popular, s_search, "lunch").Explain(default, 1).Select(reason => reason.Kind));

        static string[] Ranked(SearchedModel model)
        {
            var scores = new float[s_items.Count];
            model.Score(default, scores);
            return [.. Enumerable.Range(0, scores.Length).OrderByDescending(item => scores[item]).Select(item => s_items[item])];
        }
    }
}
