using Kirana.Data;
using Kirana.Data.Feedback;
using Kirana.Data.Fitting;
using Kirana.Recommend.Evaluation;
using Kirana.Recommend.Popularity;

namespace Kirana.Tests.Areas.Recommend.Evaluation;

public sealed class RankingEvaluationTests
{
    [Fact]
    public void Figures_of_one_list_are_those_worked_out_by_hand()
    {
        // Right items 2, 5, 9; list 5, 1, 2, 7: hits at ranks 1 and 3. log₂ 2 = 1, log₂ 3 = 1.5849625, log₂ 4 = 2.
        var found = RankingMetrics.Of([5, 1, 2, 7], [2, 5, 9], 4);
        Assert.Equal(2.0 / 3, found.Recall, 1e-12);
        Assert.Equal(0.5, found.Precision, 1e-12);
        Assert.Equal(1, found.Hit);
        Assert.Equal(1, found.Mrr);
        Assert.Equal((1 + 1 / 2.0) / (1 + 1 / 1.5849625007211562 + 1 / 2.0), found.Ndcg, 1e-12);
        Assert.Equal((1.0 + 2.0 / 3) / 3, found.Map, 1e-12);
    }

    [Fact]
    public void At_a_shorter_length_only_the_beginning_counts()
    {
        var found = RankingMetrics.Of([5, 1, 2, 7], [2, 9], 2);
        Assert.Equal(default, found);
        Assert.Equal(1, RankingMetrics.Of([2, 9], [2, 9], 2).Ndcg, 1e-12);
        Assert.Equal(0.5, RankingMetrics.Of([2], [2, 9], 2).Precision, 1e-12);
    }

    [Fact]
    public void More_right_answers_than_places_still_allow_a_perfect_score()
    {
        var found = RankingMetrics.Of([1, 2], [1, 2, 3, 4], 2);
        Assert.Equal(1, found.Ndcg, 1e-12);
        Assert.Equal(1, found.Map, 1e-12);
        Assert.Equal(0.5, found.Recall, 1e-12);
    }

    [Fact]
    public void Ties_count_against_the_model()
    {
        // All scores are equal; item 0 is right. By index alone it would come first; it must come last.
        var (train, test) = Pair(4, [[3]], [[0]]);
        var report = RankingEvaluation.Evaluate(new FixedScores(train.Items, 1, 1, 1, 1), Protocols.AllItems(train, test).Cases, [2, 3], FitContext.Default);
        Assert.Equal(0, report.Metrics["hit@2"].Estimate);
        Assert.Equal(1 / 3.0, report.Metrics["mrr@3"].Estimate, 1e-12);
    }

    [Fact]
    public void A_tie_at_the_end_of_the_list_counts_against_the_model_too()
    {
        // Scores 5, 1, 1, 1; the right item 1 ties with 2 and 3 for the second place.
        var (train, test) = Pair(4, [[]], [[1]]);
        var cases = Protocols.AllItems(train, test).Cases;
        var report = RankingEvaluation.Evaluate(new FixedScores(train.Items, 5, 1, 1, 1), cases, [2], FitContext.Default);
        Assert.Equal(0, report.Metrics["hit@2"].Estimate);
    }

    [Fact]
    public void Items_that_cannot_be_scored_are_never_listed()
    {
        var (train, test) = Pair(3, [[0]], [[2]]);
        var model = new FixedScores(train.Items, 1, float.NegativeInfinity, float.NegativeInfinity);
        var report = RankingEvaluation.Evaluate(model, Protocols.AllItems(train, test).Cases, [3], FitContext.Default);
        Assert.Equal(0, report.Metrics["recall@3"].Estimate);
        Assert.Equal(0, report.Metrics["coverage@3"].Estimate);
    }

    [Fact]
    public void Figures_are_means_over_users_and_coverage_is_over_all_items()
    {
        // Popular order 0, 1, 2, 3 (4 users). Users 0 and 1 have seen 0, so they get 1 then 2; right: 1 and 3.
        var (train, test) = Pair(5, [[0], [0], [0, 1, 2], [0, 1]], [[1], [3], [], []]);
        var split = Protocols.AllItems(train, test);
        var report = RankingEvaluation.Evaluate(new Popular().Fit(split.Train, FitContext.Default), split.Cases, [1, 2], FitContext.Default);
        Assert.Equal(2, report.Cases);
        Assert.Equal([1.0, 0.0], report.Values["hit@1"]);
        Assert.Equal(0.5, report.Metrics["recall@1"].Estimate, 1e-12);
        Assert.Equal(1 / 5.0, report.Metrics["coverage@1"].Estimate, 1e-12);
        Assert.Equal(2 / 5.0, report.Metrics["coverage@2"].Estimate, 1e-12);
        Assert.InRange(report.Metrics["recall@1"].Estimate, report.Metrics["recall@1"].Lower, report.Metrics["recall@1"].Upper);
    }

    [Fact]
    public void Figures_are_the_same_at_any_thread_count()
    {
        var data = MadeData.Grouped(users: 300, items: 80);
        var split = Protocols.LeaveOneOut(data, 1, 2);
        var model = new Popular().Fit(split.Train, FitContext.Default);
        var one = RankingEvaluation.Evaluate(model, split.Cases, [5], new FitContext { Threads = 1 });
        var four = RankingEvaluation.Evaluate(model, split.Cases, [5], new FitContext { Threads = 4 });
        Assert.Equal(one.Metrics, four.Metrics);
    }

    [Fact]
    public void No_case_is_an_error()
    {
        var (train, test) = Pair(3, [[0]], [[]]);
        var error = Assert.Throws<DataException>(() =>
            RankingEvaluation.Evaluate(new FixedScores(train.Items, 1, 1, 1), Protocols.AllItems(train, test).Cases, [1], FitContext.Default));
        Assert.Equal("no-test-cases", error.Code);
    }

    [Fact]
    public void A_list_length_of_zero_is_refused()
    {
        var (train, test) = Pair(3, [[0]], [[1]]);
        Assert.Throws<ArgumentException>(() =>
            RankingEvaluation.Evaluate(new FixedScores(train.Items, 1, 1, 1), Protocols.AllItems(train, test).Cases, [10, 0], FitContext.Default));
    }

    internal static (Interactions Train, Interactions Test) Pair(int items, int[][] train, int[][] test)
    {
        var first = MadeData.Of(items, train);
        var builder = new InteractionsBuilder(first.Users, first.Items, first.UserCount);
        for (var user = 0; user < test.Length; user++)
            for (var i = 0; i < test[user].Length; i++)
                builder.Add(user, test[user][i], 1, i);
        return (first, builder.Build());
    }
}
