using System.Globalization;
using Kirana.Data.Feedback;
using Kirana.Data.Fitting;
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

/// <summary>Days of hourly increments on the sample shop, each beside a whole training at its end, and what another seed alone makes of that training.</summary>
/// <remarks>
/// <para>One seed: every hour of a day is taken in, which tells the cost, and the last hour's model is asked. Its difference from the whole training holds the luck
/// of both.</para>
/// <para>Several seeds: of each seed a training at the beginning of the day, its one increment at the end, which is the last hour's as increments go out from whole trainings, and a
/// whole training at the end. The mean figure of the updated models is set beside the mean of the whole trainings, by an interval over customers and days. Days, seeds and
/// requests are fixed by the arguments: the n-th day ends 30 + 3 (n − 1) days before the last event, its seeds are 1 + (n − 1) + 1,000 s.</para>
/// </remarks>
internal static class IncrementCard
{
    private const int Period = 30;
    private const int Length = 10;
    private const int Hours = 24;
    private const string Deciding = "ndcg@10";

    /// <summary>The days lie so far apart that a week's day comes but once.</summary>
    private const int Step = 3;

    private static readonly FitContext Context = FitContext.Default;

    /// <summary>Prints the card: the lists of the next 30 days are asked of a model that was updated every hour of a day and of one trained at its end.</summary>
    /// <param name="shop">The UCI Online Retail file, packed with gzip.</param>
    /// <param name="days">How many days, three apart, at least 1.</param>
    /// <param name="only">The learner's name; <see langword="null"/> for all.</param>
    /// <param name="seeds">How many seeds, at least 1.</param>
    public static int Run(string shop, int days, string? only, int seeds)
    {
        var purchases = RetailFile.Read(shop).Purchases;
        var end = 1 + Enumerable.Range(0, purchases.UserCount).Max(user => purchases.TimesOf(user) is { IsEmpty: false } times ? times[^1] : long.MinValue);
        foreach (var learner in new IRecommenderLearner[]
        {
            new ItemNeighbors(), new ImplicitAls(), new RankedSources { Sources = [new RecencyPopular(), new NextBasket(), new ItemNeighbors(), new Transitions(), new LinearItems(), new ImplicitAls()] },
        })
            if (only is null || string.Equals(only, learner.Name, StringComparison.Ordinal))
                Compare(learner, purchases, end, days, seeds);
        return 0;
    }

    private static void Compare(IRecommenderLearner learner, Interactions purchases, long end, int days, int seeds)
    {
        var (events, costs, fulls) = (0L, new List<double>(), new List<double>());
        var answers = new[] { true, false }.ToDictionary(repeats => repeats, _ => new IncrementAnswers(purchases.UserCount, Math.Max(2, seeds)));
        for (var day = 0; day < days; day++)
        {
            var until = end - (Period + day * Step) * TimeSpan.MicrosecondsPerDay;
            var begin = until - Hours * TimeSpan.MicrosecondsPerHour;
            var (morning, evening) = (Before(purchases, begin), Before(purchases, until));
            events += evening.Count - morning.Count;
            var filled = answers.ToDictionary(pair => pair.Key, pair => pair.Value.AddDay());
            for (var seed = 0; seed < Math.Max(2, seeds); seed++)
            {
                // Every day has its own seeds: a tree is luck too.
                var context = Context with { Seed = Context.Seed + (ulong)day + 1000 * (ulong)seed };
                IRecommender? updated = null, whole = null;
                var items = GrownItems.Over(evening, morning.Items);
                if (seed < seeds)
                {
                    var old = learner.Fit(morning, context);
                    if (day == 0 && seed == 0)
                        // The training was there before: let what takes events in be compiled as well.
                        _ = Increment.Of(old, learner, items, begin, context);
                    foreach (var now in seeds == 1 ? HoursOf(purchases, begin, until) : [evening])
                        costs.Add(Cost(() => updated = Increment.Of(old, learner, GrownItems.Over(now, old.Items), begin, context)));
                }

                fulls.Add(Cost(() => whole = learner.Fit(items, context)));
                foreach (var (repeats, all) in filled)
                {
                    // Cases over the items of the models.
                    var split = TemporalSplit.At(GrownItems.Over(purchases, items.Items), until, until + Period * TimeSpan.MicrosecondsPerDay, repeats);
                    Ask(split, whole!, purchases.Users, all[seed].Whole);
                    if (updated is not null)
                        Ask(split, updated, purchases.Users, all[seed].Updated);
                }
            }

            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{learner.Name}: day {day + 1} of {days}"));
        }

        Write($"{learner.Name}: {events} events of {days} days in {costs.Count} increments");
        Write($"  CPU: whole training {fulls.Average():0.00} s; an increment {costs.Average():0.000} s in the mean, {costs.Max():0.000} s at most ({100 * costs.Average() / fulls.Average():0.0} %, asked at most 10)");
        foreach (var (repeats, asked) in answers)
        {
            var which = $"{Deciding}, {(repeats ? "repeats included" : "new to the customer")}";
            Write($"  {which}: whole training to updated {asked.SameSeed}, asked -0.5; to another seed {asked.OtherSeed}; day by day {asked.DayByDay}");
            if (seeds > 1)
                Write($"  {which}, means of {seeds} seeds: whole trainings to updated {asked.MeanOfSeeds} over customers and days, asked -0.5; a day's spread {asked.Spreads}");
        }
    }

    /// <summary>All events at the end of each hour that brought some.</summary>
    private static IEnumerable<Interactions> HoursOf(Interactions purchases, long begin, long until)
    {
        var known = Before(purchases, begin).Count;
        for (var hour = begin + TimeSpan.MicrosecondsPerHour; hour <= until; hour += TimeSpan.MicrosecondsPerHour)
        {
            var now = Before(purchases, hour);
            if (now.Count > known)
                yield return now;
            known = now.Count;
        }
    }

    private static void Ask(TemporalSplit split, IRecommender model, IdMap customers, double[] figures)
    {
        var values = RankingEvaluation.Evaluate(model, split.Known, [Length], Context).Values[Deciding];
        for (var request = 0; request < split.Known.Count; request++)
            figures[customers.GetOrAdd(split.Known.UserOf(request))] = values[request];
    }

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
