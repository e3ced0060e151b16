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
/// <para>Several seeds: weeks, each ending 30 days before the last. On every day of a week and for every seed the increment at its end, which is the last hour's as increments go out
/// from whole trainings, is set beside a whole training, from which the next day goes out. So what chance gave one day's trees is taken from the whole training of that day and given to the
/// increment of the next, and mostly cancels over a week. The mean of the updated models is set beside that of the whole trainings, by an interval over customers, each with all days, and by one over
/// customers and days, which knows nothing of that cancelling. Days and seeds are fixed by the arguments: the n-th week ends 30 n days before the last event, and the seeds are 1 + 1,000 s.</para>
/// </remarks>
internal static class IncrementCard
{
    private const int Period = 30;
    private const int Length = 10;
    private const int Hours = 24;
    private const int DaysOfWeek = 7;
    private const string Deciding = "ndcg@10";

    /// <summary>The days lie so far apart that a week's day comes but once.</summary>
    private const int Step = 3;

    private static readonly bool[] Protocols = [true, false];

    private static readonly FitContext Context = FitContext.Default;

    /// <summary>Prints the card: the lists of the next 30 days are asked of a model that was updated every hour of a day and of one trained at its end.</summary>
    /// <param name="shop">The UCI Online Retail file, packed with gzip.</param>
    /// <param name="days">How many days, three apart or, with several seeds, in weeks; at least 1.</param>
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
            {
                if (seeds == 1)
                    Compare(learner, purchases, end, days);
                else
                    CompareWeeks(learner, purchases, end, days, seeds);
            }

        return 0;
    }

    private static void Compare(IRecommenderLearner learner, Interactions purchases, long end, int days)
    {
        var (events, costs, fulls) = (0L, new List<double>(), new List<double>());
        var answers = Protocols.ToDictionary(repeats => repeats, _ => new IncrementAnswers(purchases.UserCount, 2));
        for (var day = 0; day < days; day++)
        {
            var until = end - (Period + day * Step) * TimeSpan.MicrosecondsPerDay;
            var begin = until - Hours * TimeSpan.MicrosecondsPerHour;
            var (morning, evening) = (Before(purchases, begin), Before(purchases, until));
            events += evening.Count - morning.Count;
            // Every day has its own seed: a tree is luck too.
            var context = Context with { Seed = Context.Seed + (ulong)day };
            var old = learner.Fit(morning, context);
            var all = GrownItems.Over(evening, old.Items);
            if (day == 0)
                // The training was there before: let what takes events in be compiled as well.
                _ = Increment.Of(old, learner, all, begin, context);
            IRecommender? updated = null, whole = null;
            foreach (var now in HoursOf(purchases, begin, until))
                costs.Add(Cost(() => updated = Increment.Of(old, learner, GrownItems.Over(now, old.Items), begin, context)));
            fulls.Add(Cost(() => whole = learner.Fit(all, context)));
            var other = learner.Fit(all, context with { Seed = context.Seed + 1000 });
            foreach (var (repeats, asked) in answers)
            {
                var (split, filled) = (SplitAt(purchases, all.Items, until, repeats), asked.AddDay());
                Ask(split, updated!, purchases.Users, filled[0].Updated);
                Ask(split, whole!, purchases.Users, filled[0].Whole);
                Ask(split, other, purchases.Users, filled[1].Whole);
            }
        }

        WriteCosts(learner, events, days, costs, fulls);
        foreach (var (repeats, asked) in answers)
            Write($"  {Named(repeats)}: whole training to updated {asked.SameSeed}, asked -0.5; to another seed {asked.OtherSeed}; day by day {asked.DayByDay}");
    }

    private static void CompareWeeks(IRecommenderLearner learner, Interactions purchases, long end, int days, int seeds)
    {
        var (events, costs, fulls) = (0L, new List<double>(), new List<double>());
        var answers = Protocols.ToDictionary(repeats => repeats, _ => new IncrementAnswers(purchases.UserCount, seeds));
        for (var first = 0; first < days; first += DaysOfWeek)
        {
            var (length, last) = (Math.Min(DaysOfWeek, days - first), end - Period * (first / DaysOfWeek + 1) * TimeSpan.MicrosecondsPerDay);
            FitContext[] contexts = [.. Enumerable.Range(0, seeds).Select(seed => Context with { Seed = Context.Seed + 1000 * (ulong)seed })];
            var morning = Before(purchases, last - length * TimeSpan.MicrosecondsPerDay);
            IRecommender[] trained = [.. contexts.Select(context => learner.Fit(morning, context))];
            for (var until = last - (length - 1) * TimeSpan.MicrosecondsPerDay; until <= last; until += TimeSpan.MicrosecondsPerDay)
            {
                var all = GrownItems.Over(Before(purchases, until), trained[0].Items);
                events += all.Count - morning.Count;
                morning = all;
                var asked = answers.Select(pair => (Split: SplitAt(purchases, all.Items, until, pair.Key), Filled: pair.Value.AddDay())).ToArray();
                for (var seed = 0; seed < seeds; seed++)
                {
                    IRecommender? updated = null;
                    costs.Add(Cost(() => updated = Increment.Of(trained[seed], learner, all, until - TimeSpan.MicrosecondsPerDay, contexts[seed])));
                    fulls.Add(Cost(() => trained[seed] = learner.Fit(all, contexts[seed])));
                    foreach (var (split, filled) in asked)
                    {
                        Ask(split, updated!, purchases.Users, filled[seed].Updated);
                        Ask(split, trained[seed], purchases.Users, filled[seed].Whole);
                    }
                }
            }

            WriteCosts(learner, events, first + length, costs, fulls);
            foreach (var (repeats, asked) in answers)
            {
                Write($"  {Named(repeats)}, means of {seeds} seeds: whole trainings to updated {asked.MeanOfSeeds(overDays: false)} over customers, {asked.MeanOfSeeds(overDays: true)} over customers and days, asked -0.5");
                Write($"    day by day {asked.DayByDayOfMeans}; one day and seed, root of mean square: {asked.Spreads}");
            }
        }
    }

    private static void WriteCosts(IRecommenderLearner learner, long events, int days, List<double> costs, List<double> fulls)
    {
        Write($"{learner.Name}: {events} events of {days} days in {costs.Count} increments");
        Write($"  CPU: whole training {fulls.Average():0.00} s; an increment {costs.Average():0.000} s in the mean, {costs.Max():0.000} s at most ({100 * costs.Average() / fulls.Average():0.0} %, asked at most 10)");
    }

    private static string Named(bool repeats) => $"{Deciding}, {(repeats ? "repeats included" : "new to the customer")}";

    /// <summary>Cases over the items of the models.</summary>
    private static TemporalSplit SplitAt(Interactions purchases, IdMap items, long until, bool repeats) =>
        TemporalSplit.At(GrownItems.Over(purchases, items), until, until + Period * TimeSpan.MicrosecondsPerDay, repeats);

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
