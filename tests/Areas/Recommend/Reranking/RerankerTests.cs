using CsCheck;
using Kirana.Policies.Bandits;
using Kirana.Recommend.Reranking;
using Kirana.Recommend.Reranking.Rules;

namespace Kirana.Tests.Areas.Recommend.Reranking;

public sealed class RerankerTests
{
    private const int Items = 12;

    private static readonly ItemTraits Traits = MadeTraits.Of(Items);
    private static readonly ActiveRules NoRules = RuleSet.Empty.At(Traits, 0);

    [Fact]
    public void Volume_is_that_of_the_determinant() => AsByHand(DiversityMethod.Determinantal, (vectors, listed, item) =>
        Math.Log(Math.Max(Determinant(vectors, [.. listed, item]) / Determinant(vectors, listed), 1e-10)));

    [Fact]
    public void Marginal_relevance_is_likeness_to_the_nearest_above() => AsByHand(DiversityMethod.MarginalRelevance, (vectors, listed, item) =>
        -listed.Max(other => Similarity(vectors, item, other)));

    /// <summary>Each place is the best by exhaustive computation of the objective as it is written down; pinned items above count as well.</summary>
    private static void AsByHand(DiversityMethod method, Func<ItemVectors, int[], int, double> diversity) =>
        Gen.Select(Gen.ULong, Gen.Double[0.05, 0.95], Gen.Int[2, 6], Gen.Bool).Sample((seed, weight, length, pins) =>
        {
            var vectors = MadeTraits.Vectors(Items, seed);
            var scores = MadeTraits.Falling(Items - 2);
            var list = new int[length];
            var rules = pins ? new RuleSet([new Rule("last", RuleKind.Pin) { Place = 2, Where = new ItemFilter { Items = ["11"] } }]).At(Traits, 0) : NoRules;
            Assert.Equal(length, new Reranker { Diversity = method, DiversityWeight = weight }.Make(
                new RerankRequest { Items = MadeTraits.Everything(Items - 2), Scores = scores, Rules = rules, Similarity = vectors }, list));
            for (var place = 0; place < length; place++)
            {
                if (pins && place == 1)
                {
                    Assert.Equal(11, list[1]);
                    continue;
                }

                var above = list[..place];
                double Worth(int item) => (1 - weight) * (scores[item] - scores[^1]) / (scores[0] - scores[^1]) + (place == 0 ? 0 : weight * diversity(vectors, above, item));
                var best = Enumerable.Range(0, Items - 2).Except(above).Max(Worth);
                Assert.Equal(best, Worth(list[place]), 1e-3);
            }
        }, iter: 200);

    [Fact]
    public void Calibration_brings_the_departments_of_the_history()
    {
        // 70 % of the history is of the first department, 30 % of the second; the best candidates are all of the third.
        var list = new int[10];
        var count = new Reranker { Diversity = DiversityMethod.None, CalibrationWeight = 10 }.Make(
            new RerankRequest
            {
                Items = [.. Enumerable.Range(0, 60)], Scores = [.. Enumerable.Range(0, 60).Select(item => item % 4 == 2 ? 2f : 1f)],
                Rules = RuleSet.Empty.At(MadeTraits.Of(60), 0), History = [0, 1], HistoryWeights = [7, 3],
            }, list);
        Assert.Equal([7, 3, 0, 0], Enumerable.Range(0, 4).Select(department => list[..count].Count(item => item % 4 == department)));
    }

    [Fact]
    public void The_more_novelty_weighs_the_less_known_are_the_items()
    {
        // Items sell the better the lower their number, and are as relevant as they sell.
        float[] sold = [.. Enumerable.Range(1, Items).Select(item => 1000f / (item * item)), 0, float.NegativeInfinity];
        var novelty = ItemNovelty.Of(sold, sold.Length + 1);
        Assert.Equal((0, 1, 1, 1, 1), (novelty[0], novelty[Items - 1], novelty[Items], novelty[Items + 1], novelty[Items + 2]));
        Assert.Equal(Math.Log(4) / Math.Log(Items * Items), novelty[1], 1e-6);
        var trace = new List<PlaceTrace>();
        double Mean(double weight)
        {
            trace.Clear();
            new Reranker { Diversity = DiversityMethod.None, NoveltyWeight = weight }.Make(
                new RerankRequest { Items = MadeTraits.Everything(Items), Scores = MadeTraits.Falling(Items), Rules = NoRules, Novelty = novelty.AsSpan(0, Items) }, new int[4], trace);
            Assert.All(trace, place => Assert.Equal(weight * novelty[place.Item], place.Novelty, 1e-6));
            return trace.Average(place => novelty[place.Item]);
        }

        double[] means = [Mean(0), Mean(0.5), Mean(2), Mean(10)];
        Assert.Equal(means.Order(), means);
        Assert.Equal(novelty[..4].Average(), means[0], 1e-6);
        Assert.Equal(novelty[(Items - 4)..Items].Average(), means[3], 1e-6);
    }

    [Fact]
    public void What_was_shown_in_vain_sinks()
    {
        var list = new int[3];
        var trace = new List<PlaceTrace>();
        new Reranker { Diversity = DiversityMethod.None, FatigueHalf = 2 }.Make(
            new RerankRequest { Items = [0, 1, 2], Scores = [3, 2.9f, 1], Rules = NoRules, ShownInVain = [4, 0, 0] }, list, trace);
        Assert.Equal([1, 0, 2], list);
        Assert.Equal(0.25f, trace[1].Freshness, 1e-6f);
    }

    [Fact]
    public void New_items_are_tried_as_often_as_they_may_be_the_best()
    {
        int[] tried = new int[Items];
        var list = new int[3];
        var reranker = new Reranker { Diversity = DiversityMethod.None, ExplorationPlaces = [2] };
        for (var seed = 0UL; seed < 4000; seed++)
        {
            Assert.Equal(3, reranker.Make(
                new RerankRequest
                {
                    Items = [0, 1, 2], Scores = [3, 2, 1], Rules = NoRules, NewItems = [10, 11], NewChances = [BetaArm.Unknown, BetaArm.Unknown.After(2, 0)], Seed = seed,
                }, list));
            Assert.Equal((0, 1), (list[0], list[2]));
            tried[list[1]]++;
        }

        // P(U > B) for U uniform and B of Beta(3, 1) is the integral of x³, 1/4; five standard deviations of 4,000 draws are 0.034.
        Assert.Equal(4000, tried[10] + tried[11]);
        Assert.Equal(0.25, tried[10] / 4000.0, 0.034);
    }

    [Fact]
    public void A_seed_gives_the_same_list_and_nothing_is_allocated()
    {
        var (vectors, scores, items) = (MadeTraits.Vectors(Items, 5), MadeTraits.Falling(Items), MadeTraits.Everything(Items));
        BetaArm[] chances = [BetaArm.Unknown];
        var (first, second) = (new int[8], new int[8]);
        foreach (var method in Enum.GetValues<DiversityMethod>())
        {
            var reranker = new Reranker { Diversity = method, CalibrationWeight = 0.5, NoveltyWeight = 0.2, ExplorationPlaces = [3] };
            Make(reranker, first);
            var before = GC.GetAllocatedBytesForCurrentThread();
            Make(reranker, second);
            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
            Assert.Equal(first, second);
        }

        void Make(Reranker reranker, int[] list) => reranker.Make(
            new RerankRequest
            {
                Items = items, Scores = scores, Rules = NoRules, Similarity = vectors, History = [1], HistoryWeights = [1], NewItems = [11], NewChances = chances, Seed = 3, Novelty = scores,
            }, list);
    }

    [Fact]
    public void Options_out_of_range_are_named_together()
    {
        var fault = Assert.Throws<ArgumentException>(() => new Reranker { Window = 0, DiversityWeight = 2, CalibrationWeight = -1, NoveltyWeight = 11, FatigueHalf = 0, ExplorationPlaces = [0] }
            .Make(new RerankRequest { Rules = NoRules }, new int[1]));
        foreach (var option in new[] { "Window", "DiversityWeight", "CalibrationWeight", "NoveltyWeight", "FatigueHalf", "ExplorationPlace" })
            Assert.Contains(option, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_candidates_and_scores_that_say_nothing_give_what_there_is()
    {
        var list = new int[4];
        Assert.Equal(0, new Reranker().Make(new RerankRequest { Rules = NoRules }, list));
        Assert.Equal(2, new Reranker().Make(
            new RerankRequest { Items = [0, 1, 2, 3], Scores = [1, 1, float.NegativeInfinity, float.NaN], Rules = NoRules, Similarity = MadeTraits.Vectors(Items, 1) }, list));
        Assert.Equal([0, 1], list[..2]);
    }

    [Fact]
    public void Titles_of_one_kind_are_alike()
    {
        string[] titles = [.. Enumerable.Range(0, 6).Select(item => item < 3 ? $"red ceramic mug {item}" : $"garden hose reel {item}"), ""];
        var similarities = new float[7];
        ItemVectors.OfTitles(titles).Of(0, MadeTraits.Everything(7), similarities);
        Assert.Equal(1, similarities[0], 1e-5);
        Assert.True(similarities[1] > 0.9 && similarities[3] < 0.3 && similarities[6] == 0, string.Join(' ', similarities));
    }

    private static float Similarity(ItemVectors vectors, int one, int other)
    {
        var result = new float[1];
        vectors.Of(one, [other], result);
        return result[0];
    }

    /// <summary>By elimination.</summary>
    private static double Determinant(ItemVectors vectors, int[] items)
    {
        var matrix = items.Select(row => items.Select(column => (double)Similarity(vectors, row, column)).ToArray()).ToArray();
        double determinant = 1;
        for (var k = 0; k < items.Length; k++)
        {
            determinant *= matrix[k][k];
            for (var row = k + 1; row < items.Length; row++)
                for (var column = items.Length - 1; column >= k; column--)
                    matrix[row][column] -= matrix[row][k] / matrix[k][k] * matrix[k][column];
        }

        return determinant;
    }
}
