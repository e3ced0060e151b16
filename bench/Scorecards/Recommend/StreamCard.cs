using System.Globalization;
using Kirana.Data.Feedback;
using Kirana.Data.Fitting;
using Kirana.Policies.Simulation;
using Kirana.Recommend.Baskets;
using Kirana.Recommend.Evaluation;
using Kirana.Recommend.Factorization;
using Kirana.Recommend.Linear;
using Kirana.Recommend.Lists;
using Kirana.Recommend.Neighbors;
using Kirana.Recommend.Popularity;
using Kirana.Recommend.Ranking;
using Kirana.Recommend.Reranking;
using Kirana.Recommend.Sessions;
using Kirana.Recommend.Streaming;

namespace Kirana.Bench.Scorecards.Recommend;

/// <summary>What a linear layer that learns from every basket is worth between trainings: lists just before each basket, with the layer and without, of ranked sources trained at the beginning of each day
/// and at the beginning of each week.</summary>
/// <remarks>On the sample shop a list is worth its NDCG@10; in a simulated shop what its ten items would sell by the truth. Intervals are over customers with all their days, and over customers and days
/// (<see cref="IncrementAnswers"/>).</remarks>
internal static class StreamCard
{
    private const int Length = 10;
    private static readonly (string Name, int Ours, int Theirs)[] s_pairs =
    [
        ("daily, layer to none", 1, 0), ("daily, layer from the prior each day to none", 2, 0), ("weekly, layer to none", 4, 3), ("daily to weekly, no layer", 0, 3), ("weekly with layer to daily without", 4, 0),
    ];

    /// <summary>Prints the card of the sample shop.</summary>
    /// <param name="shop">The UCI Online Retail file, packed with gzip.</param>
    /// <param name="days">How many days, the last of which ends <paramref name="back"/> days before the last event's end of day.</param>
    /// <param name="seeds">How many seeds.</param>
    /// <param name="back">Days before the end.</param>
    public static int Run(string shop, int days, int seeds, int back)
    {
        var purchases = RetailFile.Read(shop).Purchases;
        var end = (LastOf(purchases) / TimeSpan.MicrosecondsPerDay + 1 - back) * TimeSpan.MicrosecondsPerDay;
        var learner = new RankedSources { Sources = [new RecencyPopular(), new NextBasket(), new ItemNeighbors(), new Transitions(), new LinearItems(), new ImplicitAls()] };
        Compare(learner, purchases, null, end, days, seeds, ["ndcg@10, with repeats", "ndcg@10, new goods"], (user, basket, scores) =>
        {
            var before = purchases.ItemsOf(user)[..basket.Start.Value];
            int[] all = [.. purchases.ItemsOf(user)[basket].ToArray().Distinct().Order()], fresh = [.. all.Except(before.ToArray())];
            return [Ndcg(scores, [], all), fresh.Length == 0 ? null : Ndcg(scores, before, fresh)];
        });
        return 0;
    }

    /// <summary>Prints the card of simulated shops, whose tastes are others by their last day.</summary>
    /// <param name="days">How many days, the last of each shop.</param>
    /// <param name="seeds">How many shops.</param>
    public static int Simulate(int days, int seeds)
    {
        for (var seed = 1UL; seed <= (ulong)seeds; seed++)
        {
            var shop = new CommerceSimulator { Seed = seed, Shoppers = 500, Drift = 1, Seasonality = 1.5 }.Open();
            var log = shop.Run();
            var purchases = log.Interactions(SimulatedEventKind.Purchase);
            var shown = log.Events.Where(one => one.Kind == SimulatedEventKind.Impression).ToLookup(one => (one.Shopper, one.Time - (int)SimulatedEventKind.Impression), one => one.Item);
            var traits = new ItemTraits(purchases.Items, id => new ItemTrait
            {
                Category = shop.CategoryOf(purchases.Items.GetOrAdd(id)).ToString(CultureInfo.InvariantCulture), Price = shop.PriceOf(purchases.Items.GetOrAdd(id), SimulatedShop.Start),
            });
            Write($"simulated shop {seed}, {purchases.Count} purchases");
            foreach (var isShownKnown in (bool[])[true, false])
            {
                Write($"what was shown is {(isShownKnown ? "known" : "not known")}");
                Compare(new RankedSources { Traits = traits }, purchases, traits, shop.End, days, 1, ["what ten items sell by the truth", "ndcg@10, with repeats"], Worth,
                    isShownKnown ? (user, time) => [.. shown[(user, time - (int)SimulatedEventKind.Purchase)]] : null);
            }

            double?[] Worth(int user, Range basket, float[] scores)
            {
                var time = purchases.TimesOf(user)[basket.Start.Value];
                var sold = 0.0;
                foreach (var item in Best(scores, []))
                    sold += shop.ChancesOf(user, item, 1, shop.PriceOf(item, time), time).Purchase;
                return [sold, Ndcg(scores, [], [.. purchases.ItemsOf(user)[basket].ToArray().Distinct().Order()])];
            }
        }

        return 0;
    }

    private static void Compare(
        RankedSources learner, Interactions purchases, ItemTraits? traits, long end, int days, int seeds, string[] measures, Func<int, Range, float[], double?[]> worth,
        Func<int, long, int[]>? shownTo = null)
    {
        var answers = s_pairs.Select(_ => measures.Select(_ => new IncrementAnswers(purchases.UserCount, seeds)).ToArray()).ToArray();
        var arms = Enumerable.Range(0, seeds).Select(seed =>
            new StreamArms(learner, purchases, traits, new LinearLayer(), FitContext.Default with { Seed = FitContext.Default.Seed + 1000 * (ulong)seed }, shownTo)).ToArray();
        var (sums, asked) = (new double[StreamArms.Names.Count, measures.Length], new int[measures.Length]);
        for (var day = days; day >= 1; day--)
        {
            var filled = answers.Select(pair => pair.Select(one => one.AddDay()).ToArray()).ToArray();
            for (var seed = 0; seed < seeds; seed++)
                arms[seed].Play(end - day * TimeSpan.MicrosecondsPerDay, (user, basket, scores) =>
                {
                    var values = Array.ConvertAll(scores, one => worth(user, basket, one));
                    for (var measure = 0; measure < measures.Length; measure++)
                    {
                        if (values[0][measure] is null)
                            continue;
                        asked[measure]++;
                        for (var arm = 0; arm < values.Length; arm++)
                            sums[arm, measure] += values[arm][measure]!.Value;
                        for (var pair = 0; pair < s_pairs.Length; pair++)
                        {
                            filled[pair][measure][seed].Updated[user] += values[s_pairs[pair].Ours][measure]!.Value;
                            filled[pair][measure][seed].Whole[user] += values[s_pairs[pair].Theirs][measure]!.Value;
                        }
                    }
                });
        }

        for (var measure = 0; measure < measures.Length; measure++)
        {
            Write($"{measures[measure]}: {asked[measure] / seeds} lists of {days} days, {seeds} seeds");
            for (var arm = 0; arm < StreamArms.Names.Count; arm++)
                Write($"  {StreamArms.Names[arm],-30} {sums[arm, measure] / asked[measure]:0.0000}");
            for (var pair = 0; pair < s_pairs.Length; pair++)
                Write($"  {s_pairs[pair].Name,-46} {answers[pair][measure].MeanOfSeeds(overDays: false)} over customers, {answers[pair][measure].MeanOfSeeds(overDays: true)} over customers and days");
        }

        Write($"  weights of {string.Join(", ", LayeredModel.Features)}: daily {Told(arms[0].Weights.Daily)}, weekly {Told(arms[0].Weights.Weekly)}");
    }

    private static string Told(IReadOnlyList<double> weights) => string.Join(' ', weights.Select(weight => weight.ToString("+0.000;-0.000", CultureInfo.InvariantCulture)));

    private static double Ndcg(float[] scores, ReadOnlySpan<int> leftOut, int[] targets) => RankingMetrics.Of(Best(scores, leftOut), targets, Length).Ndcg;

    private static int[] Best(float[] scores, ReadOnlySpan<int> leftOut)
    {
        var own = (float[])scores.Clone();
        foreach (var item in leftOut)
            own[item] = float.NegativeInfinity;
        var top = new TopItems(new int[Length], new float[Length]);
        top.OfferAll(own);
        top.Sort();
        return top.Items.ToArray();
    }

    private static long LastOf(Interactions purchases) =>
        Enumerable.Range(0, purchases.UserCount).Max(user => purchases.TimesOf(user) is { IsEmpty: false } times ? times[^1] : long.MinValue);

    private static void Write(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
