using Kirana.Data.Fitting;
using Kirana.Numerics.Random;
using Kirana.Recommend;
using Kirana.Recommend.Blending;
using Kirana.Recommend.Evaluation;
using Kirana.Recommend.Neighbors;
using Kirana.Recommend.Popularity;

namespace Kirana.Tests.Areas.Recommend.Blending;

public sealed class BlendWeightsTests
{
    private static readonly Split Cut = Protocols.AllItemsCut(MadeData.Grouped(users: 200, items: 80), seed: 2);

    [Fact]
    public void A_source_of_noise_weighs_less_than_one_that_knows()
    {
        var random = new RandomStream(5);
        var noise = new FixedSource(Cut.Train.Items, [.. Enumerable.Range(0, 80).Select(_ => (float)random.NextDouble())]);
        var (weights, _) = Learn(noise, new ItemNeighbors().Fit(Cut.Train, FitContext.Default));
        Assert.True(weights[0] < 0.5);
        Assert.Equal(1, weights[1]);
    }

    [Fact]
    public void Two_halves_of_the_truth_are_put_together()
    {
        // Each source knows the groups of half of the items; together they know all.
        var all = new ItemNeighbors().Fit(Cut.Train, FitContext.Default);
        var (weights, ndcg) = Learn(new HalfSource(all, 0), new HalfSource(all, 1));
        Assert.All(weights, weight => Assert.True(weight > 0));
        Assert.True(ndcg > Learn(new HalfSource(all, 0)).Ndcg);
    }

    [Fact]
    public void The_figure_is_that_of_the_evaluation()
    {
        IRecommender[] sources = [new ItemNeighbors().Fit(Cut.Train, FitContext.Default), new Popular().Fit(Cut.Train, FitContext.Default)];
        var (weights, ndcg) = Learn(sources);
        var blend = new Blend { Sources = [.. sources.Zip(weights).Select(pair => new BlendSource(pair.First is PopularityModel ? new Popular() : new ItemNeighbors(), pair.Second))] };
        var report = RankingEvaluation.Evaluate(blend.Fit(Cut.Train, FitContext.Default), Cut.Cases, [10], FitContext.Default);
        Assert.Equal(report.Metrics["ndcg@10"].Estimate, ndcg, 1e-9);
        Assert.True(ndcg >= RankingEvaluation.Evaluate(sources[0], Cut.Cases, [10], FitContext.Default).Metrics["ndcg@10"].Estimate);
    }

    [Fact]
    public void Weights_are_the_same_at_any_number_of_threads()
    {
        IRecommender[] sources = [new ItemNeighbors().Fit(Cut.Train, FitContext.Default), new Popular().Fit(Cut.Train, FitContext.Default)];
        Assert.Equal(
            BlendWeights.Learn(sources, [Cut.Cases], 10, BlendScale.Softmax, 50, new FitContext { Threads = 1 }).Weights,
            BlendWeights.Learn(sources, [Cut.Cases], 10, BlendScale.Softmax, 50, new FitContext { Threads = 3 }).Weights);
    }

    private static (double[] Weights, double Ndcg) Learn(params IRecommender[] sources) =>
        BlendWeights.Learn(sources, [Cut.Cases], 10, BlendScale.Range, 300, FitContext.Default);
}
