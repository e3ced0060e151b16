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

    /// <summary>The parts that run by themselves: the word, what follows it, how much of that is needed, what is measured.</summary>
    private static readonly (string Word, string Arguments, int Needed, string What, Func<string[], int> Run)[] s_parts =
    [
        ("factors", "[--calibrate SCRIPT] [--no-tune]", 0, "ALS beside implicit, lists and exact search of its factors", given => Factors(given)),
        ("cold-start", "SHOP.csv.gz", 1, "items withheld until launch, shoppers of 0, 1 and 3 events", given => ColdStartCard.Run(given[0], given[2])),
        ("item-vectors", "SHOP.csv.gz VECTORS IDS [--ranked]", 3, "what vectors of titles bring", given => ItemVectorsCard.Run(given[2], given[3], given[4], given.Contains("--ranked", StringComparer.Ordinal))),
        ("baskets", "SHOP.csv.gz", 1, "next baskets", given => BasketCard.Run(given[2])),
        ("increments", "SHOP.csv.gz [DAYS [LEARNER [SEEDS]]]", 1, "increments beside whole trainings, day by day", given => IncrementCard.Run(given[2], Number(given, 3, 6), given.ElementAtOrDefault(4), Number(given, 5, 1))),
        ("stream", "SHOP.csv.gz [DAYS [SEEDS [BACK]]] | simulated [DAYS [SHOPS]]", 1, "the linear layer between trainings",
            given => given[2] is "simulated" ? StreamCard.Simulate(Number(given, 3, 28), Number(given, 4, 3)) : StreamCard.Run(given[2], Number(given, 3, 28), Number(given, 4, 2), Number(given, 5, 0))),
        ("strangers", "SHOP.csv.gz [PERIODS]", 1, "popular lists for new customers, by country and of late", given => StrangersCard.Run(given[2], Number(given, 3, 6))),
        ("path", "[ITEMS [SHOPPERS]]", 0, "a list phase by phase on a made shop", given => PathCard.Run(Number(given, 2, 100_000), Number(given, 3, 1_000_000))),
        ("attributes", "", 0, "Amazon Beauty with what the catalogue says", given => AttributesCard.Run(given[0])),
        ("sessions", "", 0, "what a query of session neighbours costs", given => SessionCard.Run(given[0])),
        ("heads", "[DAYS [SEEDS [MONTHS]]]", 0, "calibrated chances on a simulated shop",
            given => HeadsCard.Run(Number(given, 2, 180), [.. (given.ElementAtOrDefault(3) ?? "1,2,3").Split(',').Select(seed => ulong.Parse(seed, CultureInfo.InvariantCulture))], Number(given, 4, 3))),
        ("vectors", "SETS [--python PATH]", 1, "vector search beside faiss and hnswlib; sets are gowalla or numbers of made vectors", given => VectorSearchCard.Run(given[0], Python(given), given[2].Split(','))),
    ];

    /// <summary>Prints the card, or one part of it.</summary>
    /// <param name="arguments">The data folder, then options, or the word of a part and what follows it.</param>
    public static int Run(string[] arguments)
    {
        var part = Array.Find(s_parts, part => string.Equals(part.Word, arguments.ElementAtOrDefault(1), StringComparison.Ordinal));
        if (arguments.Length == 0 || (part.Run is not null && arguments.Length < 2 + part.Needed))
        {
            Console.Error.WriteLine("Usage: recommend DATA_FOLDER [--calibrate SCRIPT] [--python PATH] [--no-tune]");
            foreach (var (word, following, _, what, _) in s_parts)
                Console.Error.WriteLine($"       recommend DATA_FOLDER {word} {following}\n           {what}");
            return 1;
        }

        if (part.Run is not null)
            return part.Run(arguments);
        Factors(arguments);
        Protocol(arguments[0], "gowalla-train.txt", "gowalla-test.txt", EvaluationProtocol.AllItems);
        Protocol(arguments[0], "beauty.txt", null, EvaluationProtocol.LeaveOneOut);
        Protocol(arguments[0], "diginetica-train.txt", "diginetica-test.txt", EvaluationProtocol.NextItem);
        return 0;
    }

    private static int Factors(string[] arguments)
    {
        var (script, python) = (Option(arguments, "--calibrate"), Python(arguments));
        var before = Yardstick.Measure(script, python);
        Factorization(arguments[0], before, tune: !arguments.Contains("--no-tune", StringComparer.Ordinal));
        Write($"unit: {before:0.000} s before, {Yardstick.Measure(script, python):0.000} s after");
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

    private static string Python(string[] arguments) => Option(arguments, "--python") ?? "/usr/bin/python3";
}
