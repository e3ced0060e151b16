using CsCheck;
using Kirana.Data.Feedback;
using Kirana.Numerics.Random;
using Kirana.Recommend;
using Kirana.Recommend.Features;
using Kirana.Recommend.Reranking;

namespace Kirana.Tests.Areas.Recommend.Features;

public sealed class ItemOpinionsTests
{
    private const long Day = TimeSpan.MicrosecondsPerDay;

    [Fact]
    public void What_the_hard_to_please_buy_is_not_taken_for_bad()
    {
        // Ten who like nothing much and ten who like everything; each rates eight items of their own, and one of two others.
        var told = new InteractionsBuilder();
        for (var user = 0; user < 20; user++)
            for (var item = 0; item < 8; item++)
                Say(told, $"u{user}", $"{(user < 10 ? "low" : "high")}{item}", (user < 10 ? -0.6f : 0.8f) + (item % 2 == 0 ? 0.1f : -0.1f), 0);
        for (var user = 0; user < 10; user++)
        {
            Say(told, $"u{user}", "better", 0, 0);
            Say(told, $"u{10 + user}", "worse", 0.3f, 0);
        }

        var opinions = ItemOpinions.Of(told.Build(), told.Items, null, 1);
        var (better, worse) = (told.Items.GetOrAdd("better"), told.Items.GetOrAdd("worse"));
        Assert.True(opinions.MeanOf(better) < opinions.MeanOf(worse));
        Assert.True(opinions.RatingOf(better) > opinions.RatingOf(worse) + 0.3f, $"{opinions.RatingOf(better)} {opinions.RatingOf(worse)}");
        Assert.Equal((10, 0f), (opinions.RatedBy(better), opinions.MeanOf(better)));
    }

    [Fact]
    public void The_parts_of_ratings_are_found_again()
    {
        // r = μ + b_u + b_i + noise, b_i = department + own; half of all pairs are rated.
        const int Users = 200, Items = 60;
        var random = new RandomStream(5, 5);
        float[] own = [.. Enumerable.Range(0, Items).Select(item => 0.2f * (float)random.NextGaussian() + (item % 3 - 1) * 0.2f)];
        var told = new InteractionsBuilder();
        for (var user = 0; user < Users; user++)
        {
            var ease = 0.2f * (float)random.NextGaussian();
            for (var item = 0; item < Items; item++)
                if (random.Next(2) == 0)
                    Say(told, $"u{user}", $"i{item:00}", ease + own[item] * 0.5f + 0.1f * (float)random.NextGaussian(), 0);
        }

        var traits = new ItemTraits(told.Items, id => new ItemTrait { Category = $"d{int.Parse(id[1..], System.Globalization.CultureInfo.InvariantCulture) % 3}" });
        var found = ItemOpinions.Of(told.Build(), told.Items, traits, 1);
        var mean = own.Average() * 0.5f;
        for (var item = 0; item < Items; item++)
            Assert.InRange(found.RatingOf(told.Items.GetOrAdd($"i{item:00}")) - (own[item] * 0.5f - mean), -0.04f, 0.04f);
        // A user's own ease varies by 0.04, a rating beside it by 0.01: the prior is worth few ratings.
        Assert.InRange(found.UserStrength, 1, 2);
    }

    [Fact]
    public void A_prior_is_worth_the_ratio_of_the_two_variances()
    {
        var random = new RandomStream(7, 7);
        var (sums, squares, counts) = (new double[3000], new double[3000], new int[3000]);
        for (var member = 0; member < sums.Length; member++)
        {
            var own = 0.2 * random.NextGaussian() + member % 3;
            counts[member] = 1 + member % 20;
            for (var i = 0; i < counts[member]; i++)
            {
                var value = own + 0.6 * random.NextGaussian();
                (sums[member], squares[member]) = (sums[member] + value, squares[member] + value * value);
            }
        }

        int[] groups = [.. Enumerable.Range(0, sums.Length).Select(member => member % 3)];
        Assert.InRange(MeanPrior.Strength(sums, squares, counts, groups, 3), 8, 10);
        // Members that are all alike are drawn together as far as may be, and so are those of one number each, which tell nothing.
        Assert.Equal(100, MeanPrior.Strength([4, 4], [8, 8], [2, 2], [0, 0], 1));
        Assert.Equal(100, MeanPrior.Strength([4, 1], [16, 1], [1, 1], [0, 0], 1));
    }

    [Fact]
    public void The_latest_rating_of_a_user_counts_and_an_item_without_any_is_its_departments()
    {
        var told = new InteractionsBuilder();
        foreach (var user in new[] { "u", "v", "w" })
        {
            Say(told, user, "a", -1, 0);
            Say(told, user, "a", 1, 5 * Day);
            Say(told, user, "b", 1, 0);
            Say(told, user, "c", -1, 0);
        }

        _ = told.Items.GetOrAdd("d");
        var traits = new ItemTraits(told.Items, id => new ItemTrait { Category = id is "c" ? "poor" : "good" });
        var before = ItemOpinions.Of(told.Build(), told.Items, traits, 5 * Day);
        var after = ItemOpinions.Of(told.Build(), told.Items, traits, 5 * Day + 1);
        Assert.Equal((-1f, 1f), (before.MeanOf(0), after.MeanOf(0)));
        Assert.Equal((3f, 0f), (after.RatedBy(0), after.RatedBy(3)));
        Assert.True(float.IsNaN(after.MeanOf(3)));
        Assert.True(after.RatingOf(3) > 0 && after.RatingOf(3) > before.RatingOf(3));
        Assert.True(after.RatingOf(2) < 0);
    }

    [Fact]
    public void Dwells_are_drawn_to_the_department_and_a_shop_without_ratings_has_none()
    {
        var told = new InteractionsBuilder();
        for (var i = 0; i < 40; i++)
        {
            told.Add("u", "long", new Opinion(OpinionKind.Dwell, 200 + i).Code, i);
            told.Add("u", "short", new Opinion(OpinionKind.Dwell, 5).Code, i);
        }

        told.Add("u", "once", new Opinion(OpinionKind.Dwell, 5000).Code, 50);
        var found = ItemOpinions.Of(told.Build(), told.Items, null, 60);
        Assert.InRange(found.DwellOf(0), Math.Log(190), Math.Log(240));
        Assert.InRange(found.DwellOf(1), Math.Log(5), Math.Log(7));
        Assert.InRange(found.DwellOf(2), found.Shop.Dwell, Math.Log(5001) - 0.1);
        Assert.True(float.IsNaN(found.Shop.Rating) && float.IsNaN(found.RatingOf(0)) && float.IsNaN(found.CountOf(0)));
    }

    [Fact]
    public void What_is_rated_and_disliked_goes_by_the_latest_rating() =>
        Gen.Select(Gen.Int[0, 4], Gen.Int[0, 6], Gen.Int[0, 3]).Array[0, 30].Sample(said =>
        {
            said = [.. said.OrderBy(one => one.Item3)];
            float[] codes = [.. said.Select(one => one.Item2 < 5 ? new Opinion(OpinionKind.Rating, one.Item2 / 2f - 1).Code : new Opinion(one.Item2 == 5 ? OpinionKind.Wish : OpinionKind.Dwell, 3).Code)];
            var opinions = new Opinions([.. said.Select(one => one.Item1)], codes, [.. said.Select(one => (long)one.Item3)]);
            var disliked = new int[said.Length];
            var expected = said.Zip(codes).Where(one => one.Second <= 3).GroupBy(one => one.First.Item1)
                .Where(item => item.MaxBy(one => (one.First.Item3, one.Second)).Second < 2).Select(item => item.Key).Order();
            Assert.Equal(said.Zip(codes).Where(one => one.Second <= 3).Select(one => one.First.Item1).Distinct().Order(), disliked[..opinions.Rated(disliked)]);
            Assert.Equal(expected, disliked[..opinions.Rated(disliked, below: 0)]);
        });

    private static void Say(InteractionsBuilder told, string user, string item, float rating, long time) => told.Add(user, item, new Opinion(OpinionKind.Rating, rating).Code, time);
}
