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

/// <summary>Days of hourly increments on the sample shop, each beside a whole training at its end, and what another seed alone makes of that training.</summary>
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
    public static int Run(string shop, int days, string? only)
    {
        var purchases = RetailFile.Read(shop).Purchases;
        var end = 1 + Enumerable.Range(0, purchases.UserCount).Max(user => purchases.TimesOf(user) is { IsEmpty: false } times ? times[^1] : long.MinValue);
        foreach (var learner in new IRecommenderLearner[]
        {
            new ItemNeighbors(), new ImplicitAls(), new RankedSources { Sources = [new RecencyPopular(), new NextBasket(), new ItemNeighbors(), new Transitions(), new LinearItems(), new ImplicitAls()] },
        })
            if (only is null || string.Equals(only, learner.Name, StringComparison.Ordinal))
                Compare(learner, purchases, end, days);
        return 0;
    }

    private static void Compare(IRecommenderLearner learner, Interactions purchases, long end, int days)
    {
        var (events, costs, fulls) = (0L, new List<double>(), new List<double>());
        var answers = new[] { true, false }.ToDictionary(repeats => repeats, _ => new Answers(purchases.UserCount));
        for (var day = 0; day < days; day++)
        {
            var until = end - (Period + day * Step) * TimeSpan.MicrosecondsPerDay;
            var begin = until - Hours * TimeSpan.MicrosecondsPerHour;
            // Every day has its own seed: a tree is luck too.
            var (context, morning) = (Context with { Seed = Context.Seed + (ulong)day }, Before(purchases, begin));
            var old = learner.Fit(morning, context);
            if (day == 0)
                // The training was there before: let what takes events in be compiled as well.
                _ = Increment.Of(old, learner, GrownItems.Over(Before(purchases, until), old.Items), begin, context);
            var (model, known) = (old, morning.Count);
            for (var hour = begin + TimeSpan.MicrosecondsPerHour; hour <= until; hour += TimeSpan.MicrosecondsPerHour)
            {
                var now = Before(purchases, hour);
                if (now.Count == known)
                    continue;
                known = now.Count;
                costs.Add(Cost(() => model = Increment.Of(old, learner, GrownItems.Over(now, old.Items), begin, context)));
            }

            events += known - morning.Count;
            var all = GrownItems.Over(Before(purchases, until), model.Items);
            IRecommender? whole = null;
            fulls.Add(Cost(() => whole = learner.Fit(all, context)));
            var other = learner.Fit(all, context with { Seed = context.Seed + 1000 });
            foreach (var (repeats, asked) in answers)
                // Cases over the items of the models.
                asked.Add(TemporalSplit.At(GrownItems.Over(purchases, model.Items), until, until + Period * TimeSpan.MicrosecondsPerDay, repeats), model, whole!, other);
        }

        Write($"{learner.Name}: {events} events of {days} days in {costs.Count} increments");
        Write($"  CPU: whole training {fulls.Average():0.00} s; an increment {costs.Average():0.000} s in the mean, {costs.Max():0.000} s at most ({100 * costs.Average() / fulls.Average():0.0} %, asked at most 10)");
        foreach (var (repeats, asked) in answers)
            asked.Print(repeats ? "repeats included" : "new to the customer");
    }

    /// <summary>The figures of three models, customer by customer over all days: days of one customer are no independent draws.</summary>
    private sealed class Answers(int customers)
    {
        private readonly double[] _updated = new double[customers];
        private readonly double[] _whole = new double[customers];
        private readonly double[] _other = new double[customers];
        private readonly List<string> _days = [];

        public void Add(TemporalSplit split, IRecommender updated, IRecommender whole, IRecommender other)
        {
            var (first, second, third) = (Ask(split, updated, _updated), Ask(split, whole, _whole), Ask(split, other, _other));
            _days.Add(string.Create(CultureInfo.InvariantCulture, $"{100 * (first / second - 1):+0.0;-0.0}|{100 * (third / second - 1):+0.0;-0.0}"));
        }

        public void Print(string which)
        {
            Write($"  {Deciding}, {which}: whole training to updated {Difference(_updated)}, asked -0.5; to another seed {Difference(_other)}; day by day {string.Join(' ', _days)}");
        }

        private string Difference(double[] others)
        {
            int[] asked = [.. Enumerable.Range(0, _whole.Length).Where(customer => _whole[customer] + _updated[customer] + _other[customer] > 0)];
            double[] trained = [.. asked.Select(customer => _whole[customer])];
            var gain = Bootstrap.PairedDifference(asked.Select(customer => others[customer]).ToArray(), trained, seed: Context.Seed);
            var unit = 100 / trained.Average();
            return string.Create(CultureInfo.InvariantCulture, $"{unit * gain.Estimate:+0.00;-0.00} % [{unit * gain.Lower:+0.00;-0.00}, {unit * gain.Upper:+0.00;-0.00}]");
        }

        private static double Ask(TemporalSplit split, IRecommender model, double[] sums)
        {
            var values = RankingEvaluation.Evaluate(model, split.Known, [Length], Context).Values[Deciding];
            var customer = 0;
            for (var request = 0; request < split.Known.Count; request++, customer++)
            {
                // Cases come in the order of customers.
                while (!split.Train.ItemsOf(customer).Overlaps(split.Known.ShopperOf(request).Items))
                    customer++;
                sums[customer] += values[request];
            }

            return values.Sum();
        }
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
