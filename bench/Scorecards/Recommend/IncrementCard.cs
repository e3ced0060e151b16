using System.Globalization;
using Kirana.Data.Feedback;
using Kirana.Data.Fitting;
using Kirana.Numerics.Statistics;
using Kirana.Recommend;
using Kirana.Recommend.Baskets;
using Kirana.Recommend.Evaluation;
using Kirana.Recommend.Factorization;
using Kirana.Recommend.Increments;
using Kirana.Recommend.Linear;
using Kirana.Recommend.Neighbors;
using Kirana.Recommend.Popularity;
using Kirana.Recommend.Ranking;
using Kirana.Recommend.Sessions;

namespace Kirana.Bench.Scorecards.Recommend;

/// <summary>A day of hourly increments on the sample shop, beside a whole training at its end.</summary>
internal static class IncrementCard
{
    private const int Days = 30;
    private const int Length = 10;
    private const int Hours = 24;
    private const string Deciding = "ndcg@10";

    private static readonly FitContext Context = FitContext.Default;

    /// <summary>Prints the card: the lists of the next 30 days are asked of a model that was updated every hour of a day and of one trained at its end.</summary>
    /// <param name="shop">The UCI Online Retail file, packed with gzip.</param>
    public static int Run(string shop)
    {
        var purchases = RetailFile.Read(shop).Purchases;
        var end = 1 + Enumerable.Range(0, purchases.UserCount).Max(user => purchases.TimesOf(user) is { IsEmpty: false } times ? times[^1] : long.MinValue);
        foreach (var learner in new IRecommenderLearner[]
        {
            new ItemNeighbors(), new ImplicitAls(), new RankedSources { Sources = [new RecencyPopular(), new NextBasket(), new ItemNeighbors(), new Transitions(), new LinearItems(), new ImplicitAls()] },
        })
            Compare(learner, purchases, end - Days * TimeSpan.MicrosecondsPerDay, end);
        return 0;
    }

    private static void Compare(IRecommenderLearner learner, Interactions purchases, long until, long end)
    {
        var begin = until - Hours * TimeSpan.MicrosecondsPerHour;
        var morning = Before(purchases, begin);
        var old = learner.Fit(morning, Context);
        var (model, costs, events) = (old, new List<double>(), 0);
        var known = morning.Count;
        for (var hour = begin + TimeSpan.MicrosecondsPerHour; hour <= until; hour += TimeSpan.MicrosecondsPerHour)
        {
            var now = Before(purchases, hour);
            if (now.Count == known)
                continue;
            (events, known) = (events + (int)(now.Count - known), now.Count);
            costs.Add(Cost(() => model = Increment.Of(old, learner, GrownItems.Over(now, old.Items), begin, Context)));
        }

        IRecommender? whole = null;
        var full = Cost(() => whole = learner.Fit(GrownItems.Over(Before(purchases, until), old.Items), Context));
        Write($"{learner.Name}: {events} events of {Hours} hours in {costs.Count} increments");
        Write($"  CPU: whole training {full:0.00} s; an increment {costs.Average():0.000} s in the mean, {costs.Max():0.000} s at most ({100 * costs.Average() / full:0.0} %, asked at most 10)");
        foreach (var repeats in new[] { true, false })
        {
            // Cases over the items of the models.
            var cases = TemporalSplit.At(GrownItems.Over(purchases, whole!.Items), until, end, repeats).Known;
            var (updated, trained) = (Evaluate(model, cases), Evaluate(whole, cases));
            var gain = Bootstrap.PairedDifference(updated.Values[Deciding], trained.Values[Deciding], seed: Context.Seed);
            var ndcg = trained.Metrics[Deciding].Estimate;
            Write($"  {Deciding}, {(repeats ? "repeats included" : "new to the customer")}: whole training {ndcg:0.0000}, updated {updated.Metrics[Deciding].Estimate:0.0000} ({100 * gain.Estimate / ndcg:+0.00;-0.00} % [{100 * gain.Lower / ndcg:+0.00;-0.00}, {100 * gain.Upper / ndcg:+0.00;-0.00}], asked -0.5)");
        }
    }

    private static RankingReport Evaluate(IRecommender model, TestCases cases) => RankingEvaluation.Evaluate(model, cases, [Length], Context);

    private static Interactions Before(Interactions interactions, long until)
    {
        var builder = new InteractionsBuilder(interactions.Users, new IdMap(), interactions.UserCount);
        for (var user = 0; user < interactions.UserCount; user++)
            for (var e = 0; e < interactions.ItemsOf(user).Length && interactions.TimesOf(user)[e] < until; e++)
                builder.Add(user, builder.Items.GetOrAdd(interactions.Items[interactions.ItemsOf(user)[e]]), interactions.WeightsOf(user)[e], interactions.TimesOf(user)[e]);
        return builder.Build();
    }

    private static double Cost(Action work)
    {
        var start = Environment.CpuUsage.TotalTime;
        work();
        return (Environment.CpuUsage.TotalTime - start).TotalSeconds;
    }

    private static void Write(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
