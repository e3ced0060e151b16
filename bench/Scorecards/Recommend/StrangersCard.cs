using System.Globalization;
using Kirana.Data.Fitting;
using Kirana.Numerics.Statistics;
using Kirana.Recommend;
using Kirana.Recommend.Evaluation;
using Kirana.Recommend.Popularity;

namespace Kirana.Bench.Scorecards.Recommend;

/// <summary>Popular lists for customers who come the first time: everything so far or of late, with what their country prefers and without.</summary>
/// <remarks>The last periods of 30 days of the sample shop, each by what came before it; what a customer buys in the period is right. Gains are paired by customers, of which everyone comes in one period alone.</remarks>
internal static class StrangersCard
{
    private const int Period = 30;
    private const int Length = 10;

    private static readonly FitContext s_context = FitContext.Default;
    private static readonly string[] s_names = ["ever", "ever, by country", "of late", "of late, by country"];

    /// <summary>Prints the card.</summary>
    /// <param name="shop">The UCI Online Retail file, packed with gzip.</param>
    /// <param name="periods">How many periods.</param>
    public static int Run(string shop, int periods)
    {
        var retail = RetailFile.Read(shop);
        var end = 1 + Enumerable.Range(0, retail.Purchases.UserCount).Max(user => retail.Purchases.TimesOf(user)[^1]);
        var values = s_names.Select(_ => new List<double>()).ToArray();
        var homes = new List<string>();
        for (var period = 1; period <= periods; period++)
        {
            var from = end - period * Period * TimeSpan.MicrosecondsPerDay;
            var split = TemporalSplit.At(retail.Purchases, from, from + Period * TimeSpan.MicrosecondsPerDay, repeats: true);
            string[] own = [.. Enumerable.Range(0, split.New.Count).Select(request => retail.Countries[split.New.UserOf(request)])];
            homes.AddRange(own);
            var shares = new ContextPopular().Fit(split.Train, user => ["country=" + retail.Countries[user]]);
            IRecommender[] popular = [new Popular().Fit(split.Train, s_context), new RecencyPopular { Measure = PopularityMeasure.Users }.Fit(split.Train, s_context)];
            for (var list = 0; list < popular.Length; list++)
            {
                values[2 * list].AddRange(Of(popular[list]));
                var there = new double[own.Length];
                foreach (var country in own.Distinct(StringComparer.Ordinal))
                {
                    var listed = Of(shares.For(popular[list], ["country=" + country]));
                    for (var request = 0; request < own.Length; request++)
                        there[request] = string.Equals(own[request], country, StringComparison.Ordinal) ? listed[request] : there[request];
                }

                values[2 * list + 1].AddRange(there);
            }

            double[] Of(IRecommender model) => RankingEvaluation.Evaluate(model, split.New, [Length], s_context).Values[$"ndcg@{Length}"];
        }

        foreach (var (where, isWanted) in new (string, Func<string, bool>)[] { ("all", _ => true), ("United Kingdom", home => home is "United Kingdom"), ("elsewhere", home => home is not "United Kingdom") })
        {
            double[][] chosen = [.. values.Select(list => list.Where((_, customer) => isWanted(homes[customer])).ToArray())];
            Write($"{where}, {chosen[0].Length} new customers of {periods} periods, ndcg@{Length}: {string.Join(", ", s_names.Zip(chosen, (name, list) => string.Create(CultureInfo.InvariantCulture, $"{name} {list.Average():0.0000}")))}");
            foreach (var (ours, theirs) in new[] { (1, 0), (3, 2), (3, 1), (2, 0) })
            {
                var gain = Bootstrap.PairedDifference(chosen[ours], chosen[theirs], seed: s_context.Seed);
                Write($"  {s_names[ours]} against {s_names[theirs]}: {gain.Estimate:+0.0000;-0.0000} [{gain.Lower:+0.0000;-0.0000}, {gain.Upper:+0.0000;-0.0000}]");
            }
        }

        return 0;
    }

    private static void Write(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
