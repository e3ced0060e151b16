using System.Globalization;
using Kirana.Data.Feedback;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Learn.Objectives;
using Kirana.Numerics.Random;
using Kirana.Numerics.Statistics;
using Kirana.Policies.Simulation;
using Kirana.Recommend.Evaluation;
using Kirana.Recommend.Ranking;
using Kirana.Recommend.Reranking;

namespace Kirana.Bench.Scorecards.Recommend;

/// <summary>What it costs to rank the candidates of a list with all heads, and what the chances of ranked sources are worth in a simulated shop.</summary>
internal static class HeadsCard
{
    private const int Candidates = 500;
    private const int Features = 31;
    private const int Rows = 60_000;
    private const int Lists = 400;
    private const int Turns = 5;
    private const int Cutoff = 10;

    private static readonly string[] s_heads = ["click", "cart", "purchase"];

    /// <summary>Prints the card.</summary>
    /// <param name="days">The age of the simulated shop, whose shoppers buy twenty times in half a year.</param>
    /// <param name="seeds">The shops.</param>
    /// <param name="months">How many of the last months of each are held out in turn.</param>
    public static int Run(int days, ulong[] seeds, int months)
    {
        Cost();
        Write($"simulated shops of {days} days: chances of ranked sources in months held out");
        var measured = seeds.SelectMany(seed => Months(new CommerceSimulator { Days = days, PurchasesPerShopper = days / 9.0, Seed = seed }, months)).ToArray();
        foreach (var head in s_heads)
        {
            var errors = Array.ConvertAll(measured, one => one[$"{head}/ece"].Estimate);
            Write($"  {head,-8} calibration error, mean {errors.Average():0.0000}, worst {errors.Max():0.0000}; AUC, mean {measured.Average(one => one[$"{head}/auc"].Estimate):0.0000}; log loss, mean {measured.Average(one => one[$"{head}/log-loss"].Estimate):0.00000}");
        }

        Write($"  lists    NDCG@{Cutoff}, mean {measured.Average(one => one[$"ndcg@{Cutoff}"].Estimate):0.0000}");
        return 0;
    }

    private static void Cost()
    {
        var (random, names) = (new RandomStream(1), Enumerable.Range(0, Features).Select(feature => $"feature-{feature}").ToArray());
        var (rows, table) = (new OutcomeRows(names), Enumerable.Range(0, Features + 2).Select(_ => new float[Rows]).ToArray());
        var row = new float[Features];
        for (var i = 0; i < Rows; i++)
        {
            foreach (ref var value in row.AsSpan())
                value = (float)random.NextGaussian();
            var liking = 0.1 + 0.05 * (row[0] + row[1] * row[2] + Math.Abs(row[3]));
            var luck = random.NextDouble();
            var stage = luck < 0.1 * liking ? OutcomeStage.Purchase : luck < 0.3 * liking ? OutcomeStage.Cart : luck < liking ? OutcomeStage.Click : OutcomeStage.None;
            rows.Add(row, stage, i);
            for (var feature = 0; feature < Features; feature++)
                table[feature][i] = row[feature];
            (table[Features][i], table[Features + 1][i]) = (stage == OutcomeStage.Purchase ? 1 : 0, i / 100);
        }

        var context = FitContext.Default;
        var heads = new OutcomeHeads().Fit(rows, context);
        var data = new TabularData(new Table([.. names.Select((name, feature) => new NumberColumn(name, table[feature])), new NumberColumn("relevant", table[Features]), new NumberColumn("list", table[^1])]), "relevant", group: "list");
        var order = (new RankedSources().Trees with { Objective = Objective.LambdaMart(10) }).Fit(data, context);
        var (list, chances, scores) = (new float[Candidates * Features], new OutcomeChances[Candidates], new float[Candidates]);
        for (var i = 0; i < list.Length; i++)
            list[i] = (float)random.NextGaussian();
        var (both, alone) = (new double[Turns], new double[Turns]);
        for (var turn = 0; turn < Turns; turn++)
        {
            alone[turn] = Cost(() => order.PredictScores(list, scores));
            both[turn] = Cost(() =>
            {
                order.PredictScores(list, scores);
                heads.Predict(list, chances);
            });
        }

        Array.Sort(alone);
        Array.Sort(both);
        Write($"{Candidates} candidates of {Features} features, CPU of one list, median of {Turns} turns");
        Write($"  order alone ({order.Rounds} trees)                         {alone[Turns / 2]:0.000} ms");
        Write($"  order, click, cart and purchase ({heads.Trees.Trees.Count} trees more)  {both[Turns / 2]:0.000} ms");
    }

    /// <summary>The last months of a simulated shop are held out in turn; sources learn from purchases, heads from clicks and carts too.</summary>
    private static IEnumerable<IReadOnlyDictionary<string, Interval>> Months(CommerceSimulator simulator, int months)
    {
        var shop = simulator.Open();
        var (purchases, stages, end) = (new InteractionsBuilder(), new InteractionsBuilder(), 0L);
        foreach (var one in shop.Run().Events.Where(one => one.Kind != SimulatedEventKind.Impression).OrderBy(one => one.Time))
        {
            var (user, item) = (one.Shopper.ToString(CultureInfo.InvariantCulture), one.Item.ToString(CultureInfo.InvariantCulture));
            stages.Add(user, item, (int)one.Kind, one.Time);
            if (one.Kind == SimulatedEventKind.Purchase)
                purchases.Add(user, item, 1, one.Time);
            end = one.Time + 1;
        }

        var traits = new ItemTraits(purchases.Items, id => new ItemTrait
        {
            Category = shop.CategoryOf(int.Parse(id, CultureInfo.InvariantCulture)).ToString(CultureInfo.InvariantCulture), Price = shop.PriceOf(int.Parse(id, CultureInfo.InvariantCulture), SimulatedShop.Start),
        });
        var (bought, learner) = (purchases.Build(), new RankedSources { Mix = new ObjectiveMix { Revenue = 0 }, Stages = stages.Build(), Traits = traits });
        for (var month = 0; month < months; month++, end -= learner.PeriodDays * TimeSpan.MicrosecondsPerDay)
        {
            var from = end - learner.PeriodDays * TimeSpan.MicrosecondsPerDay;
            var split = TemporalSplit.At(bought, from, end, repeats: true);
            var asked = split.Known.Seeing(learner.Stages);
            var model = (RankedSourcesModel)learner.Fit(split.Train, FitContext.Default);
            var figures = OutcomeEvaluation.Measure(model, asked, learner.Stages, from, end, FitContext.Default);
            var order = RankingEvaluation.Evaluate(model, asked, [Cutoff], FitContext.Default).Metrics[$"ndcg@{Cutoff}"];
            var heads = s_heads.Select(head => string.Create(CultureInfo.InvariantCulture,
                $"{head} ece {figures[$"{head}/ece"].Estimate:0.0000} said {figures[$"{head}/said"].Estimate:0.0000} came {figures[$"{head}/came"].Estimate:0.0000} auc {figures[$"{head}/auc"].Estimate:0.000}"));
            Write($"  seed {simulator.Seed}, {split.Known.Count} shoppers, {learner.PeriodDays * month} to {learner.PeriodDays * (month + 1)} days before the end: {string.Join("; ", heads)}; ndcg@{Cutoff} {order.Estimate:0.0000}");
            yield return new Dictionary<string, Interval>(figures, StringComparer.Ordinal) { [$"ndcg@{Cutoff}"] = order };
        }
    }

    private static double Cost(Action list)
    {
        for (var i = 0; i < 50; i++)
            list();
        var start = Environment.CpuUsage.TotalTime;
        for (var i = 0; i < Lists; i++)
            list();
        return (Environment.CpuUsage.TotalTime - start).TotalMilliseconds / Lists;
    }

    private static void Write(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
