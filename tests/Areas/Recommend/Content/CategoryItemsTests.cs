using Kirana.Data;
using Kirana.Data.Feedback;
using Kirana.Data.Fitting;
using Kirana.Recommend;
using Kirana.Recommend.Content;

namespace Kirana.Tests.Areas.Recommend.Content;

public sealed class CategoryItemsTests
{
    private static readonly IdMap Items = new(["mug", "cup", "rope", "nail", "thing", "unsold"]);

    private static readonly CategoryItems Learner = new()
    {
        Smoothing = 1, HalfLife = TimeSpan.FromDays(1), HistoryHalfLife = 1,
        Descriptions = new ItemDescriptions(Items, id => new ItemDescription { Category = id switch { "mug" or "cup" or "unsold" => "kitchen", "rope" or "nail" => "Tools", _ => "" } }),
    };

    [Fact]
    public void A_score_is_the_share_of_the_category_times_that_of_the_item_in_it()
    {
        // Now: mug 1 + 1/2 a day before, cup 1/2: kitchen 2 of 3. rope 1: tools.
        var scores = ScoresOf(Data(), [0, 2]);
        // The rope counts 1, the mug half.
        var (kitchen, tools) = ((0.5f + 2 / 3f) / 2.5f, (1 + 1 / 3f) / 2.5f);
        Near([kitchen * 0.75f, kitchen * 0.25f, tools, float.NegativeInfinity, float.NegativeInfinity, float.NegativeInfinity], scores);
    }

    [Fact]
    public void A_newcomer_gets_what_everybody_buys() =>
        Near([2 / 3f * 0.75f, 2 / 3f * 0.25f, 1 / 3f, float.NegativeInfinity, float.NegativeInfinity, float.NegativeInfinity], ScoresOf(Data(), []));

    [Fact]
    public void The_reason_is_what_was_bought_of_the_category()
    {
        var model = Learner.Fit(Data(), FitContext.Default);
        Assert.Equal(("category", 0), Reason(model.Explain(new Shopper([0], [1], [0], 0), 1)));
        Assert.Equal(("popular", -1), Reason(model.Explain(new Shopper([0], [1], [0], 0), 2)));
        Assert.Empty(model.Explain(new Shopper([0], [1], [0], 0), 4));

        static (string, int) Reason(IReadOnlyList<Reason> reasons) => (Assert.Single(reasons).Kind, reasons[0].Item);
    }

    [Fact]
    public void A_catalogue_without_categories_is_an_error_with_a_hint()
    {
        var error = Assert.Throws<DataException>(() => (Learner with { Descriptions = null }).Fit(Data(), FitContext.Default));
        Assert.Equal(ContentItems.NoDescriptions, error.Code);
        Assert.NotNull(error.Hint);
    }

    [Fact]
    public void Every_fault_of_the_options_is_named()
    {
        var error = Assert.Throws<ArgumentException>(() => (Learner with { Smoothing = 0, HalfLife = TimeSpan.Zero, HistoryHalfLife = -1 }).Fit(Data(), FitContext.Default));
        Assert.All(["Smoothing", "HalfLife", "HistoryHalfLife"], name => Assert.Contains(name, error.Message, StringComparison.Ordinal));
    }

    private static Interactions Data()
    {
        var builder = new InteractionsBuilder(items: Items);
        foreach (var (user, item, day) in new[] { (0, 0, 0), (0, 0, 1), (1, 1, 0), (1, 2, 1), (1, 4, 1) })
            builder.Add(user, item, 1, day * TimeSpan.MicrosecondsPerDay);
        return builder.Build();
    }

    private static float[] ScoresOf(Interactions data, int[] history)
    {
        var scores = new float[Items.Count];
        Learner.Fit(data, FitContext.Default).Score(new Shopper(history, [.. history.Select(_ => 1f)], new long[history.Length], 0), scores);
        return scores;
    }

    private static void Near(ReadOnlySpan<float> expected, ReadOnlySpan<float> found)
    {
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], found[i], 1e-5f);
    }
}
