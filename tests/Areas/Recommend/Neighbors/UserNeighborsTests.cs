using Kirana.Data.Feedback;
using Kirana.Data.Fitting;
using Kirana.Recommend;
using Kirana.Recommend.Neighbors;

namespace Kirana.Tests.Areas.Recommend.Neighbors;

public sealed class UserNeighborsTests
{
    private static readonly UserNeighbors Cosine = new() { Shrinkage = 0, PopularityDamping = 0 };

    public static TheoryData<NeighborSimilarity, double, double, double> Settings => new()
    {
        { NeighborSimilarity.Cosine, 0.5, 0, 1 }, { NeighborSimilarity.Cosine, 0.3, 0.7, 2 }, { NeighborSimilarity.Jaccard, 0.5, 0, 1 },
        { NeighborSimilarity.Jaccard, 0.8, 0.5, 1 }, { NeighborSimilarity.Shrunk, 0.5, 0.5, 0.5 }, { NeighborSimilarity.Bm25, 0.5, 0, 1 },
    };

    [Theory]
    [MemberData(nameof(Settings))]
    public void Scores_equal_those_of_dense_algebra(NeighborSimilarity similarity, double activity, double popularity, double sharpness)
    {
        var data = MadeData.Grouped(users: 40, items: 25);
        var learner = new UserNeighbors
        {
            Neighbors = 7, Similarity = similarity, ActivityDamping = activity, PopularityDamping = popularity, Sharpness = sharpness, Saturation = 3, LengthNormalization = 0.6,
        };
        var model = learner.Fit(data, FitContext.Default);
        var scores = new float[25];
        for (var shopper = 0; shopper < 40; shopper++)
        {
            model.Score(Shopper.Of(data, shopper), scores);
            var expected = Dense(data, learner, shopper);
            for (var item = 0; item < 25; item++)
                if (expected[item] == 0)
                    Assert.Equal(float.NegativeInfinity, scores[item]);
                else
                    Assert.Equal(expected[item], scores[item], Math.Abs(expected[item]) * 1e-4);
        }
    }

    [Fact]
    public void The_user_most_like_a_shopper_says_what_is_listed()
    {
        var model = Cosine with { Neighbors = 1 };
        // The shopper has 0 and 1, as the first user has; the others share less.
        var scores = ScoresOf(model, MadeData.Of(5, [0, 1, 2], [0, 3], [1, 4]), [0, 1]);
        Assert.Equal(float.NegativeInfinity, scores[3]);
        Assert.Equal(2 / MathF.Sqrt(2 * 3), scores[2], 1e-5f);
    }

    [Fact]
    public void The_reason_is_what_shopper_and_neighbours_share()
    {
        var model = Cosine.Fit(MadeData.Of(5, [0, 1, 2], [0, 2], [1, 4]), FitContext.Default);
        var reasons = model.Explain(new Shopper([0, 1, 3], [1, 1, 1], [0, 1, 2], 2), 2);
        Assert.Equal([0, 1], reasons.Select(reason => reason.Item));
        Assert.All(reasons, reason => Assert.Equal("similar-taste", reason.Kind));
        var scores = new float[5];
        model.Score(new Shopper([0, 1, 3], [1, 1, 1], [0, 1, 2], 2), scores);
        Assert.Equal(scores[2], reasons.Sum(reason => reason.Weight), 1e-5f);
    }

    [Fact]
    public void Of_what_everybody_has_only_the_latest_users_are_looked_at()
    {
        // All three have 0; the last user of the data is the newest of equals.
        var scores = ScoresOf(Cosine with { UsersPerItem = 1 }, MadeData.Of(4, [0, 1], [0, 2], [0, 3]), [0]);
        Assert.Equal([true, false, false, true], scores.Select(float.IsFinite));
    }

    [Fact]
    public void Of_a_long_history_only_the_latest_items_count()
    {
        var data = MadeData.Of(4, [0, 2], [1, 3]);
        var model = (Cosine with { LongestHistory = 2 }).Fit(data, FitContext.Default);
        var scores = new float[4];
        model.Score(new Shopper([0, 1, 3], [1, 1, 1], [0, 1, 2], 2), scores);
        Assert.Equal(float.NegativeInfinity, scores[2]);
    }

    [Fact]
    public void Every_fault_of_the_options_is_named()
    {
        var error = Assert.Throws<ArgumentException>(() => (Cosine with { Neighbors = 0, Sharpness = 0, UsersPerItem = 0, Similarity = (NeighborSimilarity)9 }).Fit(MadeData.Grouped(), FitContext.Default));
        Assert.All(["Neighbors", "Sharpness", "UsersPerItem", "Similarity"], name => Assert.Contains(name, error.Message, StringComparison.Ordinal));
    }

    private static float[] ScoresOf(UserNeighbors learner, Interactions data, int[] history)
    {
        var scores = new float[data.ItemCount];
        var times = history.Select((_, e) => (long)e).ToArray();
        learner.Fit(data, FitContext.Default).Score(new Shopper(history, [.. history.Select(_ => 1f)], times, times[^1]), scores);
        return scores;
    }

    private static double[] Dense(Interactions data, UserNeighbors learner, int shopper)
    {
        var v = new double[data.UserCount, data.ItemCount];
        for (var user = 0; user < data.UserCount; user++)
            for (var e = 0; e < data.ItemsOf(user).Length; e++)
                v[user, data.ItemsOf(user)[e]] += data.WeightsOf(user)[e];
        var (users, items) = (Enumerable.Range(0, data.UserCount).ToArray(), Enumerable.Range(0, data.ItemCount).ToArray());
        foreach (var user in users)
            foreach (var item in items)
                v[user, item] = Math.Log2(1 + v[user, item]);
        var counts = items.Select(item => users.Count(user => v[user, item] > 0)).ToArray();
        var lengths = users.Select(user => items.Sum(item => v[user, item])).ToArray();
        double Bm25(int user, int item) => Math.Log(1 + (users.Length - counts[item] + 0.5) / (counts[item] + 0.5)) * v[user, item] * (learner.Saturation + 1)
            / (v[user, item] + learner.Saturation * (1 - learner.LengthNormalization + learner.LengthNormalization * lengths[user] / lengths.Average()));
        double Together(int one, int other) => items.Sum(item => learner.Similarity == NeighborSimilarity.Bm25
            ? Bm25(one, item) * Bm25(other, item) : v[one, item] * v[other, item] / Math.Pow(Math.Max(1, counts[item]), learner.PopularityDamping));
        double Similarity(int one, int other)
        {
            var (together, own, its, beta) = (Together(one, other), Together(one, one), Together(other, other), learner.ActivityDamping);
            return learner.Similarity switch
            {
                NeighborSimilarity.Cosine => together / (Math.Pow(own, 1 - beta) * Math.Pow(its, beta) + learner.Shrinkage),
                NeighborSimilarity.Jaccard => together / (2 * (1 - beta) * own + 2 * beta * its - together + learner.Shrinkage),
                NeighborSimilarity.Bm25 => together,
                _ => together / (Math.Pow(own, 1 - beta) * Math.Pow(its, beta)) * together / (together + learner.Shrinkage),
            };
        }

        var nearest = users.Select(user => (User: user, Value: Similarity(shopper, user))).OrderByDescending(pair => pair.Value).Take(learner.Neighbors).ToArray();
        return [.. items.Select(item => nearest.Sum(pair => Math.Pow(pair.Value, learner.Sharpness) * v[pair.User, item]))];
    }
}
