using System.Globalization;
using Kirana.Data.Feedback;
using Kirana.Data.Fitting;
using Kirana.Pipelines.Recommend;
using Kirana.Recommend;
using Kirana.Recommend.Evaluation;
using Kirana.Recommend.Factorization;
using Kirana.Recommend.Lists;

namespace Kirana.Bench.Scorecards.Recommend;

/// <summary>Quality and speed of recommending beside published figures, on public data in a folder.</summary>
/// <remarks>CPU figures are also given in units of the yardstick script, measured before and after in the same run.</remarks>
internal static class RecommendScorecard
{
    private const int Repeats = 3;

    /// <summary>Published: implicit's ALS, 15 iterations, two threads, by factors: its units and its Recall@20.</summary>
    private static readonly (int Factors, double Units, double Recall)[] s_published = [(64, 18, 0.1494), (256, 60, 0.164)];

    private static readonly FitContext Context = FitContext.Default;

    /// <summary>Prints the card. Arguments: the data folder, then <c>--calibrate SCRIPT</c>, <c>--python PATH</c>, <c>--no-tune</c>; or the data folder and
    /// one part: <c>factors</c>, <c>cold-start</c> with the sample shop's file, <c>baskets</c> or <c>increments</c> with the same, a number of days, a learner and a number of seeds, <c>stream</c> with the same file or <c>simulated</c>, a number of days, seeds and days before the end, <c>strangers</c> with that file and a number of periods, <c>heads</c> with the days of a simulated shop, seeds such as <c>1,2,3</c> and the number of months that are held out in turn, <c>attributes</c>, <c>sessions</c>, <c>path</c> with the numbers of items and shoppers of a made shop, or <c>vectors</c> with sets, which are <c>gowalla</c> or numbers of made vectors,
    /// such as <c>100000,gowalla,1000000</c>.</summary>
    public static int Run(string[] arguments)
    {
        if (arguments.Length == 0)
        {
            Console.Error.WriteLine(
                "Usage: recommend DATA_FOLDER [--calibrate SCRIPT] [--python PATH] [--no-tune] | DATA_FOLDER factors … | DATA_FOLDER cold-start|baskets SAMPLE_SHOP.csv.gz | DATA_FOLDER increments SAMPLE_SHOP.csv.gz [DAYS [LEARNER [SEEDS]]] | DATA_FOLDER stream SAMPLE_SHOP.csv.gz [DAYS [SEEDS [BACK]]] | DATA_FOLDER stream simulated [DAYS [SHOPS]] | DATA_FOLDER strangers SAMPLE_SHOP.csv.gz [PERIODS] | DATA_FOLDER heads [DAYS [SEEDS [MONTHS]]] | DATA_FOLDER attributes | DATA_FOLDER sessions | DATA_FOLDER path [ITEMS [SHOPPERS]] | DATA_FOLDER vectors SETS [--python PATH]");
            return 1;
        }

        var folder = arguments[0];
        if (arguments is [_, "cold-start", var shop])
            return ColdStartCard.Run(folder, shop);
        if (arguments is [_, "baskets", var retail])
            return BasketCard.Run(retail);
        if (arguments is [_, "increments", var sales, ..])
            return IncrementCard.Run(sales, Number(arguments, 3, 6), arguments.ElementAtOrDefault(4), Number(arguments, 5, 1));
        if (arguments is [_, "stream", "simulated", ..])
            return StreamCard.Simulate(Number(arguments, 3, 28), Number(arguments, 4, 3));
        if (arguments is [_, "stream", var streamed, ..])
            return StreamCard.Run(streamed, Number(arguments, 3, 28), Number(arguments, 4, 2), Number(arguments, 5, 0));
        if (arguments is [_, "strangers", var visited, ..])
            return StrangersCard.Run(visited, Number(arguments, 3, 6));
        if (arguments is [_, "path", ..])
            return PathCard.Run(Number(arguments, 2, 100_000), Number(arguments, 3, 1_000_000));
        if (arguments is [_, "attributes"])
            return AttributesCard.Run(folder);
        if (arguments is [_, "sessions"])
            return SessionCard.Run(folder);
        if (arguments is [_, "heads", ..])
            return HeadsCard.Run(Number(arguments, 2, 180), [.. (arguments.ElementAtOrDefault(3) ?? "1,2,3").Split(',').Select(seed => ulong.Parse(seed, CultureInfo.InvariantCulture))], Number(arguments, 4, 3));
        var (script, python) = (Option(arguments, "--calibrate"), Option(arguments, "--python") ?? "/usr/bin/python3");
        if (arguments is [_, "vectors", var sets, ..])
            return VectorSearchCard.Run(folder, python, sets.Split(','));

        var before = Yardstick.Measure(script, python);
        Factorization(folder, before, tune: !arguments.Contains("--no-tune", StringComparer.Ordinal));
        Write($"unit: {before:0.000} s before, {Yardstick.Measure(script, python):0.000} s after");
        if (arguments is [_, "factors", ..])
            return 0;

        Protocol(folder, "gowalla-train.txt", "gowalla-test.txt", EvaluationProtocol.AllItems);
        Protocol(folder, "beauty.txt", null, EvaluationProtocol.LeaveOneOut);
        Protocol(folder, "diginetica-train.txt", "diginetica-test.txt", EvaluationProtocol.NextItem);
        return 0;
    }

    private static void Factorization(string folder, double unit, bool tune)
    {
        var (users, items) = (new IdMap(), new IdMap());
        var train = SequenceFile.Read(Path.Combine(folder, "gowalla-train.txt"), users, items);
        var split = Protocols.AllItems(train, SequenceFile.Read(Path.Combine(folder, "gowalla-test.txt"), users, items));
        var tuned = tune
            ? (ImplicitAls)Tuning.Choose(Recipes.Named("implicit-als"), Protocols.AllItemsCut(train, Context.Seed), 20, Context).Chosen
            : new ImplicitAls();
        foreach (var (factors, units, published) in s_published)
        {
            var learner = tuned with { Factors = factors };
            Write($"gowalla, implicit-als {learner.Options}{(tune ? ", chosen on a cut of the training file but for the factors" : "")}");
            IRecommender? model = null;
            var fit = Median(() => model = learner.Fit(split.Train, Context));
            var lists = Median(() => TopLists.Make(model!, split.Cases, 20, Context, (_, _, _) => { }));
            var report = RankingEvaluation.Evaluate(model!, split.Cases, [20], Context);
            Write($"  training CPU          {fit,8:0.00} s = {fit / unit,6:0.0} units ({fit / unit / units:0.00} of implicit's {units:0})");
            Write($"  top 20, CPU per user  {1000 * lists / split.Cases.Count,8:0.000} ms");
            var recall = report.Metrics["recall@20"];
            Write($"  Recall@20             {recall.Estimate,8:0.0000} [{recall.Lower:0.0000}, {recall.Upper:0.0000}] (implicit {published:0.0000})");
            Write($"  NDCG@20               {report.Metrics["ndcg@20"].Estimate,8:0.0000}");
        }
    }

    private static void Protocol(string folder, string file, string? test, EvaluationProtocol protocol)
    {
        foreach (var recipe in Recipes.All)
        {
            // The files have neither times nor a catalogue.
            if (recipe.NeedsCatalogue || recipe.NeedsTimes)
                continue;
            var result = RecommendEvaluation.Run(new RecommendEvaluationRequest
            {
                File = Path.Combine(folder, file), Test = test is null ? null : Path.Combine(folder, test), Protocol = protocol, Recipe = recipe.Name,
            });
            Write($"{file,-22} {recipe.Name,-15}{Figures(result)} train {result.Seconds.TrainCpu,6:0.00} s score {result.Seconds.ScoreCpu,6:0.00} s");
        }
    }

    private static string Figures(RecommendEvaluationResult result) => string.Concat(
        new[] { "recall@10", "ndcg@10", "recall@20", "ndcg@20", "mrr@20", "coverage@20" }.Select(name =>
            string.Create(CultureInfo.InvariantCulture, $" {name} {result.Metrics[name].Estimate:0.0000}")));

    /// <summary>CPU seconds, the median of three runs.</summary>
    internal static double Median(Action work)
    {
        var seconds = new double[Repeats];
        for (var i = 0; i < Repeats; i++)
        {
            var start = Environment.CpuUsage.TotalTime;
            work();
            seconds[i] = (Environment.CpuUsage.TotalTime - start).TotalSeconds;
        }

        Array.Sort(seconds);
        return seconds[Repeats / 2];
    }

    private static int Number(string[] arguments, int place, int otherwise) =>
        place < arguments.Length ? int.Parse(arguments[place], NumberStyles.None, CultureInfo.InvariantCulture) : otherwise;

    private static string? Option(string[] arguments, string name)
    {
        var place = Array.IndexOf(arguments, name);
        return place >= 0 && place + 1 < arguments.Length ? arguments[place + 1] : null;
    }

    private static void Write(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
