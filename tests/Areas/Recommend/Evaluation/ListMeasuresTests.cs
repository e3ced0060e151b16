using Kirana.Data.Feedback;
using Kirana.Data.Fitting;
using Kirana.Recommend.Evaluation;
using Kirana.Recommend.Reranking;

namespace Kirana.Tests.Areas.Recommend.Evaluation;

public sealed class ListMeasuresTests
{
    // Users of the items: 0 has four, 1 has two (0 and 1), 2 has one (3), 3 has none.
    private static readonly Interactions Train = MadeData.Of(4, [0, 1], [0, 1], [0], [0, 2]);

    private static readonly TestCases Cases = CasesOf([], [], [1, 2], [3]);

    [Fact]
    public void Novelty_is_the_information_of_an_item()
    {
        // User 2 is shown 1 and 2: −log₂ ½ and −log₂ ¼. User 3 is shown 1 and 3, which nobody has: as one of a single user.
        var report = Report(0, 3, 2, 1);
        Assert.Equal([1.5, 1.5], report.Values["novelty@2"]);
    }

    [Fact]
    public void Diversity_is_one_minus_the_mean_cosine()
    {
        // 1 and 2 share no user. 0 and 1 share two of four and two.
        Assert.Equal(1, Report(0, 3, 2, 1).Values["diversity@2"][0]);
        var report = RankingEvaluation.Evaluate(new FixedScores(Train.Items, 4, 3, 2, 1), Repeating(1), [2], FitContext.Default, Train);
        Assert.Equal(1 - 2 / Math.Sqrt(8), report.Values["diversity@2"][0], 1e-12);
    }

    [Fact]
    public void Serendipity_counts_right_items_beyond_the_most_popular()
    {
        // The two most popular are 0 and 1. User 2 gets 1 and 2 right, user 3 gets 3: 2 and 3 surprise.
        Assert.Equal([0.5, 0.5], Report(0, 3, 2, 1).Values["serendipity@2"]);
    }

    [Fact]
    public void Gini_is_zero_for_equal_and_near_one_for_a_single_list()
    {
        // Shown: 1 twice, 2 and 3 once, 0 never: (−3·0 − 1·1 + 1·1 + 3·2) / (4·4).
        Assert.Equal(6.0 / 16, Report(0, 3, 2, 1).Metrics["gini@2"].Estimate, 1e-12);
    }

    [Fact]
    public void Slices_by_history_and_by_head_and_tail()
    {
        var metrics = Report(0, 3, 2, 1).Metrics;
        Assert.Equal(1, metrics["history-1/recall@2"].Estimate);
        Assert.Equal(1, metrics["history-2-5/recall@2"].Estimate);
        Assert.False(metrics.ContainsKey("history-0/recall@2"));
        // 0 and 1 hold six of seven events.
        Assert.Equal(1, metrics["head/recall@2"].Estimate);
        Assert.Equal(1, metrics["tail/recall@2"].Estimate);
        // Both times the item of the tail stands second.
        Assert.Equal(1, metrics["head/ndcg@2"].Estimate);
        Assert.Equal(1 / Math.Log2(3), metrics["tail/ndcg@2"].Estimate, 1e-12);
    }

    [Fact]
    public void Slices_by_department_take_its_right_answers_alone()
    {
        string[] categories = ["food > bread", "Food > cake", "toys", ""];
        var traits = new ItemTraits(new IdMap(Train.Items.Ids.Reverse()), id => new ItemTrait { Category = categories[Train.Items.GetOrAdd(id)] });
        var metrics = RankingEvaluation.Evaluate(new FixedScores(Train.Items, 0, 3, 2, 1), Cases, [2], FitContext.Default, Train, traits).Metrics;
        Assert.Equal((1.0, 1.0), (metrics["department:food/recall@2"].Estimate, metrics["department:food/ndcg@2"].Estimate));
        Assert.Equal(1 / Math.Log2(3), metrics["department:toys/ndcg@2"].Estimate, 1e-12);
        Assert.Equal(4, metrics.Keys.Count(name => name.StartsWith("department:", StringComparison.Ordinal)));
    }

    [Fact]
    public void Without_training_data_they_are_left_out() =>
        Assert.DoesNotContain("gini@2", RankingEvaluation.Evaluate(new FixedScores(Train.Items, 0, 3, 2, 1), Cases, [2], FitContext.Default).Metrics.Keys);

    private static RankingReport Report(params float[] scores) =>
        RankingEvaluation.Evaluate(new FixedScores(Train.Items, scores), Cases, [2], FitContext.Default, Train);

    private static TestCases CasesOf(params int[][] answers)
    {
        var builder = new InteractionsBuilder(Train.Users, Train.Items, Train.UserCount);
        for (var user = 0; user < answers.Length; user++)
            foreach (var item in answers[user])
                builder.Add(user, item, 1, 0);
        return Protocols.AllItems(Train, builder.Build()).Cases;
    }

    /// <summary>A case whose history may be listed.</summary>
    private static TestCases Repeating(int answer)
    {
        var sessions = new InteractionsBuilder(new IdMap(["s"]), Train.Items, 1);
        sessions.Add(0, 3, 1, 0);
        sessions.Add(0, answer, 1, 1);
        return Protocols.NextItem(Train, sessions.Build()).Cases;
    }
}
