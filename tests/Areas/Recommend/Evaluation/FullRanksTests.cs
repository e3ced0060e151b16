using System.Text.Json;
using Kirana.Data.Feedback;
using Kirana.Data.Fitting;
using Kirana.Recommend.Evaluation;
using Kirana.Recommend.Factorization;
using Kirana.Recommend.Popularity;

namespace Kirana.Tests.Areas.Recommend.Evaluation;

public sealed class FullRanksTests
{
    [Fact]
    public void Areas_and_losses_are_those_of_scikit_learn()
    {
        using var golden = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "golden", "Recommend", "full-ranks.json")));
        T[] Read<T>(string name) => JsonSerializer.Deserialize<T[]>(golden.RootElement.GetProperty(name))!;
        var (scores, targets) = (Read<float[]>("scores"), Read<int[]>("targets"));
        var ranks = new FullRanks(CasesOf(scores[0].Length, targets), scores[0].Length);
        for (var request = 0; request < targets.Length; request++)
            ranks.Take(request, scores[request]);
        var values = ranks.Values();
        Assert.Equal(Read<double>("auc"), values[0], (left, right) => Math.Abs(left - right) < 1e-12);
        Assert.Equal(Read<double>("loss"), values[1], (left, right) => Math.Abs(left - right) < 1e-7);
    }

    [Fact]
    public void Ties_count_half_and_what_may_not_be_listed_is_left_out()
    {
        var items = new IdMap(["a", "b", "c", "d", "e"]);
        var builder = new InteractionsBuilder(items: items);
        builder.Add("one", "a", 1, 1);
        var cases = new TestCasesBuilder(builder.Build(), repeats: false);
        cases.Add(0, 1, [1, 3]);
        var ranks = new FullRanks(cases.Build(), 5);
        // Of b and d against c and e: b is above both, d equals c and is above e. That a scores highest does not matter.
        ranks.Take(0, [9, 4, 2, 2, float.NegativeInfinity]);
        Assert.Equal((1 + 1 + 0.5 + 1) / 4, ranks.Values()[0][0]);
    }

    [Fact]
    public void Scores_that_all_tie_are_right_half_of_the_time_and_say_no_more_than_the_share()
    {
        int[][] targets = [.. Enumerable.Range(0, 200).Select(user => (int[])[user % 20])];
        var ranks = new FullRanks(CasesOf(20, targets), 20);
        for (var request = 0; request < targets.Length; request++)
            ranks.Take(request, new float[20]);
        var values = ranks.Values();
        Assert.All(values[0], area => Assert.Equal(0.5, area));
        Assert.All(values[1], loss => Assert.Equal(-(Math.Log(0.05) + 19 * Math.Log(0.95)) / 20, loss, 1e-12));
    }

    [Fact]
    public void A_perfect_ranking_has_the_area_one_and_less_loss_than_a_random_one()
    {
        var random = new Random(5);
        int[][] targets = [.. Enumerable.Range(0, 100).Select(_ => (int[])[random.Next(50)])];
        var (perfect, blind) = (new FullRanks(CasesOf(50, targets), 50), new FullRanks(CasesOf(50, targets), 50));
        for (var request = 0; request < targets.Length; request++)
        {
            float[] scores = [.. Enumerable.Range(0, 50).Select(_ => (float)random.NextDouble())];
            blind.Take(request, [.. scores]);
            scores[targets[request][0]] = 2;
            perfect.Take(request, scores);
        }

        Assert.All(perfect.Values()[0], area => Assert.Equal(1, area));
        Assert.True(perfect.Values()[1].Average() < 0.1 * blind.Values()[1].Average());
    }

    [Fact]
    public void Of_many_cases_so_many_are_asked_evenly_and_the_same_by_any_model()
    {
        var data = MadeData.Grouped(users: 1800, items: 80);
        var split = Protocols.LeaveOneOut(data, 1, 2);
        var context = FitContext.Default;
        var popular = RankingEvaluation.Evaluate(new Popular().Fit(split.Train, context), split.Cases, [10], context, split.Train);
        var factors = RankingEvaluation.Evaluate(new ImplicitAls { Factors = 8 }.Fit(split.Train, context), split.Cases, [10], context, split.Train);
        Assert.Equal(FullRanks.MostCases, popular.Values["auc"].Length);
        Assert.Equal(FullRanks.MostCases, factors.Values["log-loss"].Length);
        Assert.True(factors.Metrics["auc"].Lower > popular.Metrics["auc"].Upper);
        Assert.True(factors.Metrics["log-loss"].Estimate < popular.Metrics["log-loss"].Estimate);
        Assert.False(RankingEvaluation.Evaluate(new Popular().Fit(split.Train, context), split.Cases, [10], context).Metrics.ContainsKey("auc"));
        var ranks = new FullRanks(split.Cases, 80);
        Assert.Equal(FullRanks.MostCases, Enumerable.Range(0, split.Cases.Count).Count(ranks.Asks));
    }

    private static TestCases CasesOf(int items, int[][] targets)
    {
        var builder = new InteractionsBuilder(new IdMap(targets.Select((_, user) => $"user{user}")), new IdMap(Enumerable.Range(0, items).Select(item => $"item{item}")), targets.Length);
        var cases = new TestCasesBuilder(builder.Build(), repeats: true);
        for (var user = 0; user < targets.Length; user++)
            cases.Add(user, 0, targets[user]);
        return cases.Build();
    }
}
