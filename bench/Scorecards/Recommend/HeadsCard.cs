using System.Globalization;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Learn.Objectives;
using Kirana.Numerics.Random;
using Kirana.Recommend.Ranking;

namespace Kirana.Bench.Scorecards.Recommend;

/// <summary>What it costs to rank the candidates of a list with all heads.</summary>
internal static class HeadsCard
{
    private const int Candidates = 500;
    private const int Features = 31;
    private const int Rows = 60_000;
    private const int Lists = 400;
    private const int Turns = 5;

    /// <summary>Prints the card.</summary>
    public static int Run()
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
        return 0;
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
