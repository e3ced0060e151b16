using System.Globalization;
using Kirana.Data.Fitting;
using Kirana.Numerics.Statistics;
using Kirana.Pipelines.Recommend;
using Kirana.Recommend.Evaluation;

namespace Kirana.Bench.Scorecards.Recommend;

/// <summary>What customers of the sample shop buy in the next 30 days, repeats included: habits beside what comes back and what goes together.</summary>
internal static class BasketCard
{
    private const int Days = 30;
    private const int Length = 10;
    private const string Deciding = "ndcg@10";

    private static readonly FitContext Context = FitContext.Default;

    /// <summary>Prints the card: settings chosen on the period before, figures of the last one.</summary>
    /// <param name="shop">The UCI Online Retail file, packed with gzip.</param>
    public static int Run(string shop)
    {
        var purchases = RetailFile.Read(shop).Purchases;
        var end = 1 + Enumerable.Range(0, purchases.UserCount).Max(user => purchases.TimesOf(user) is { IsEmpty: false } times ? times[^1] : long.MinValue);
        var from = end - Days * TimeSpan.MicrosecondsPerDay;
        foreach (var repeats in new[] { true, false })
        {
            var (before, last) = (TemporalSplit.At(purchases, from - (end - from), from, repeats), TemporalSplit.At(purchases, from, end, repeats));
            Write($"sample shop, the last {Days} days, {last.Known.Count} customers, {(repeats ? "repeats included" : "only what is new to them")}");
            RankingReport? baseline = null;
            foreach (var name in new[] { "repeat-purchase", "recency-popular", "next-basket", "co-purchase", "item-neighbors", "user-neighbors" })
            {
                var chosen = Tuning.Choose(Recipes.Named(name), new Split(before.Train, before.Known), Length, Context).Chosen;
                var report = RankingEvaluation.Evaluate(chosen.Fit(last.Train, Context), last.Known, [Length], Context);
                Line(name, report, baseline);
                baseline ??= report;
                Write($"      {chosen.Options}");
            }
        }

        return 0;
    }

    private static void Line(string name, RankingReport report, RankingReport? baseline)
    {
        var (recall, ndcg) = (report.Metrics[$"recall@{Length}"], report.Metrics[Deciding]);
        Write($"  {name,-16} recall@10 {recall.Estimate:0.0000}, ndcg@10 {ndcg.Estimate:0.0000} [{ndcg.Lower:0.0000}, {ndcg.Upper:0.0000}]{Gain()}");

        string Gain() => baseline is null ? "" : Bootstrap.PairedDifference(report.Values[Deciding], baseline.Values[Deciding], seed: Context.Seed) is var gain
            ? string.Create(CultureInfo.InvariantCulture, $", beside repeat-purchase {gain.Estimate:+0.0000;-0.0000} [{gain.Lower:+0.0000;-0.0000}, {gain.Upper:+0.0000;-0.0000}]") : "";
    }

    private static void Write(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
