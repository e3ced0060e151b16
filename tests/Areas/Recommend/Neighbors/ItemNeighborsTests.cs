using Kirana.Data.Fitting;
using Kirana.Recommend;
using Kirana.Recommend.Neighbors;

namespace Kirana.Tests.Areas.Recommend.Neighbors;

public sealed class ItemNeighborsTests
{
    private static readonly ItemNeighbors Cosine = new() { Shrinkage = 0, ActivityDamping = 0 };

    // Users' items: {0, 1}, {0, 1}, {0, 2}, {1}. Co-occurrences 0-1: 2, 0-2: 1; counts 3, 3, 1.
    private static readonly int[][] Baskets = [[0, 1], [0, 1], [0, 2], [1]];

    [Fact]
    public void Similarity_is_the_cosine()
    {
        var model = Fit(Cosine);
        Assert.Equal([1, 2], model.NeighborsOf(0).ToArray());
        Near([2 / 3f, 1 / MathF.Sqrt(3)], model.SimilaritiesOf(0));
        Near([1 / MathF.Sqrt(3)], model.SimilaritiesOf(2));
    }

    [Fact]
    public void Shrinkage_is_added_to_the_denominator() =>
        Near([2 / (3 + 4f), 1 / (MathF.Sqrt(3) + 4)], Fit(Cosine with { Shrinkage = 4 }).SimilaritiesOf(0));

    [Fact]
    public void Damping_of_popularity_moves_the_norm_to_the_candidate()
    {
        // β = 1: C(0, j) / n(j).
        var model = Fit(Cosine with { PopularityDamping = 1 });
        Assert.Equal([2, 1], model.NeighborsOf(0).ToArray());
        Near([1, 2 / 3f], model.SimilaritiesOf(0));
    }

    [Fact]
    public void Damping_of_activity_makes_busy_users_say_less()
    {
        // γ = 1: pairs weigh 1/2; n(0) = 3/2, n(1) = 1/2 + 1/2 + 1 = 2, n(2) = 1/2.
        var model = Fit(Cosine with { ActivityDamping = 1 });
        Near([1 / MathF.Sqrt(1.5f * 2), 0.5f / MathF.Sqrt(1.5f * 0.5f)], model.SimilaritiesOf(0));
    }

    [Fact]
    public void Similarity_may_be_the_share_of_the_union() =>
        // Jaccard: 0 and 1 share 2 of 4 users, 0 and 2 share 1 of 3.
        Near([2 / 4f, 1 / 3f], Fit(Cosine with { Similarity = NeighborSimilarity.Jaccard }).SimilaritiesOf(0));

    [Fact]
    public void The_share_of_the_union_may_lean_on_the_candidate() =>
        // β = 1: C / (2·n(j) − C).
        Near([1, 2 / 4f], Fit(Cosine with { Similarity = NeighborSimilarity.Jaccard, PopularityDamping = 1 }).SimilaritiesOf(0));

    [Fact]
    public void A_shrunk_cosine_counts_less_the_fewer_users_are_shared() =>
        Near([2 / 3f * 2 / (2 + 4), 1 / MathF.Sqrt(3) * 1 / (1 + 4)], Fit(Cosine with { Similarity = NeighborSimilarity.Shrunk, Shrinkage = 4 }).SimilaritiesOf(0));

    [Fact]
    public void Weights_of_BM25_know_rarity_and_length()
    {
        // k = 1, b = 1; users' rarities from their 2, 2, 2 and 1 of 3 items; items of 3, 3 and 1 users, 7/3 in the mean.
        var model = Fit(Cosine with { Similarity = NeighborSimilarity.Bm25, Saturation = 1, LengthNormalization = 1 });
        var rarity = Math.Log(1 + (3 - 2 + 0.5) / (2 + 0.5));
        double Weight(int length) => rarity * 2 / (1 + length / (7 / 3.0));
        Near([(float)(2 * Weight(3) * Weight(3)), (float)(Weight(3) * Weight(1))], model.SimilaritiesOf(0));
    }

    [Fact]
    public void Scores_add_up_over_the_history_and_say_nothing_of_strangers()
    {
        var model = Fit(Cosine);
        var scores = new float[4];
        model.Score(new Shopper([1, 2], [1, 2], [0, 1], 1), scores);
        Near([2 / 3f + 2 / MathF.Sqrt(3), float.NegativeInfinity, float.NegativeInfinity, float.NegativeInfinity], scores);
    }

    [Fact]
    public void Older_events_count_less_by_the_half_life()
    {
        var model = Fit(Cosine with { HistoryHalfLife = 1 });
        var scores = new float[4];
        model.Score(new Shopper([1, 2], [1, 1], [0, 1], 1), scores);
        Assert.Equal(0.5f * 2 / 3f + 1 / MathF.Sqrt(3), scores[0], 1e-5f);
    }

    [Fact]
    public void The_reason_is_the_item_of_the_history_that_was_bought_together()
    {
        var reasons = Fit(Cosine).Explain(new Shopper([1, 2], [1, 1], [0, 1], 1), 0);
        Assert.Equal([1, 2], reasons.Select(reason => reason.Item));
        Assert.All(reasons, reason => Assert.Equal("bought-together", reason.Kind));
        Assert.Equal(2 / 3f, reasons[0].Weight, 1e-5f);
    }

    [Fact]
    public void Only_the_most_similar_are_kept() =>
        Assert.Equal([1], Fit(Cosine with { Neighbors = 1 }).NeighborsOf(0).ToArray());

    [Fact]
    public void Of_a_very_long_history_only_the_latest_items_teach()
    {
        var model = (ItemNeighborsModel)(Cosine with { LongestHistory = 2 }).Fit(MadeData.Of(3, [0, 1, 2], [0, 1]), FitContext.Default);
        Assert.Equal([1], model.NeighborsOf(2).ToArray());
        Assert.Equal([1], model.NeighborsOf(0).ToArray());
    }

    [Fact]
    public void Every_fault_of_the_options_is_named()
    {
        var error = Assert.Throws<ArgumentException>(() => Fit(Cosine with { Neighbors = 0, Shrinkage = -1, HistoryHalfLife = double.NaN, Similarity = (NeighborSimilarity)9, Saturation = -1, LengthNormalization = 2 }));
        Assert.All(["Neighbors", "Shrinkage", "HistoryHalfLife", "Similarity", "Saturation", "LengthNormalization"], name => Assert.Contains(name, error.Message, StringComparison.Ordinal));
    }

    private static ItemNeighborsModel Fit(ItemNeighbors learner) => (ItemNeighborsModel)learner.Fit(MadeData.Of(4, Baskets), FitContext.Default);

    private static void Near(ReadOnlySpan<float> expected, ReadOnlySpan<float> found)
    {
        Assert.Equal(expected.Length, found.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], found[i], 1e-5f);
    }
}
