using Kirana.Data.Feedback;
using Kirana.Data.Fitting;
using Kirana.Numerics.Random;
using Kirana.Recommend.Evaluation;
using Kirana.Recommend.Popularity;
using Kirana.Recommend.Ranking;
using Kirana.Recommend.Reranking;

namespace Kirana.Tests.Areas.Recommend.Ranking;

/// <summary>Shoppers buy something, say what they think of it, and go on in its department only if they liked it: what was bought alone does not tell where they go.</summary>
public sealed class OpinionRankingTests
{
    private const long Day = TimeSpan.MicrosecondsPerDay;
    private const int Items = 24;

    [Fact]
    public void The_order_learns_where_a_dislike_sends_people()
    {
        var (bought, said) = Made();
        var traits = new ItemTraits(bought.Items, id => new ItemTrait { Category = id[..1] });
        var learner = new RankedSources { Sources = [new RecencyPopular()], Traits = traits, PeriodDays = 10, Periods = 2, Candidates = Items };
        var split = TemporalSplit.At(bought, 30 * Day, 40 * Day, repeats: false);
        var plain = RankingEvaluation.Evaluate(learner.Fit(split.Train, FitContext.Default), split.Known, [10], FitContext.Default).Metrics["ndcg@10"];
        var heard = RankingEvaluation.Evaluate((learner with { Opinions = said }).Fit(split.Train, FitContext.Default), split.Known.Hearing(said), [10], FitContext.Default).Metrics["ndcg@10"];
        // Half of the items are of the right department: knowing it saves half of the places.
        Assert.True(heard.Lower > plain.Upper, $"{plain.Estimate} [{plain.Lower}, {plain.Upper}] to {heard.Estimate} [{heard.Lower}, {heard.Upper}]");
    }

    private static (Interactions Bought, Interactions Said) Made()
    {
        var items = new IdMap(Enumerable.Range(0, Items).Select(item => $"{(item % 2 == 0 ? 'a' : 'b')}{item}"));
        var (bought, said, random) = (new InteractionsBuilder(items: items), new InteractionsBuilder(items: items), new RandomStream(3, 3));
        for (var user = 0; user < 300; user++)
        {
            var (department, start) = (random.Next(2), random.Next(30) * Day);
            var likes = random.Next(2) == 0;
            for (var visit = 0; visit < 2; visit++)
            {
                var time = start + visit * 10 * Day;
                var item = 2 * random.Next(Items / 2) + (visit == 0 || likes ? department : 1 - department);
                bought.Add($"u{user}", items[item], 1, time);
                // Of the department that a shopper stays with, what is bought is liked.
                said.Add($"u{user}", items[item], new Opinion(OpinionKind.Rating, visit == 0 && !likes ? -1 : 0.5f).Code, time + Day);
            }
        }

        return (bought.Build(), said.Build());
    }
}
