using System.Diagnostics;
using System.Globalization;
using Kirana.Data.Feedback;
using Kirana.Data.Fitting;
using Kirana.Numerics.Random;
using Kirana.Pipelines.Recommend.Capacity;
using Kirana.Recommend;
using Kirana.Recommend.Baskets;
using Kirana.Recommend.Factorization;
using Kirana.Recommend.Features;
using Kirana.Recommend.Neighbors;
using Kirana.Recommend.Popularity;
using Kirana.Recommend.Ranking;
using Kirana.Recommend.Reranking;
using Kirana.Recommend.Reranking.Rules;

namespace Kirana.Bench.Scorecards.Recommend;

/// <summary>What a list costs on a large made shop, phase by phase: sources, features, ranking with all heads, re-ranking.</summary>
internal static class PathCard
{
    private const int Shoppers = 2000;
    private const int Warm = 300;
    private const int Length = 20;
    private const int Seen = 40;

    private static readonly string[] Phases = ["sources", "features", "ranking", "re-ranking"];
    private static readonly double[] Asked = [0.4, 0.3, 0.9, 0.2];

    private static readonly FitContext Context = FitContext.Default;

    /// <summary>Prints the card.</summary>
    /// <param name="items">The number of items.</param>
    /// <param name="users">The number of shoppers.</param>
    public static int Run(int items, int users)
    {
        var start = Environment.CpuUsage.TotalTime;
        var shop = MadeShop.Of(new ShopSize(users, items, 7.25), Context.Seed);
        Write($"made shop: {items} items, {users} shoppers, {shop.Purchases.Count} purchases, {(Environment.CpuUsage.TotalTime - start).TotalSeconds:0} s CPU");
        start = Environment.CpuUsage.TotalTime;
        var model = (RankedSourcesModel)new RankedSources
        {
            Sources = [new RecencyPopular(), new ItemNeighbors { Neighbors = 100 }, new BasketGraph(), new ImplicitAls { Sweeps = 3 }], Periods = 1, Shoppers = 2000, Mix = new ObjectiveMix(), Traits = shop.Traits, Log = Log(shop), Opinions = Said(shop),
        }.Fit(shop.Purchases, Context);
        using var process = Process.GetCurrentProcess();
        Write($"trained: {(Environment.CpuUsage.TotalTime - start).TotalSeconds:0} s CPU, up to {process.PeakWorkingSet64 / 1e9:0.0} GB");

        var factors = model.Sources.OfType<ImplicitFactorModel>().Single();
        var work = new Work(model, new ActiveRules([], shop.Traits, 0), ItemVectors.Of(factors.ItemFactors, factors.Factors));
        var (times, whole) = (Phases.Select(_ => new double[Shoppers]).ToArray(), new double[Shoppers]);
        for (var request = -Warm; request < Shoppers; request++)
        {
            var user = (int)((long)(request + Warm) * users / (Shoppers + Warm));
            if (request == 0)
            {
                start = Environment.CpuUsage.TotalTime;
                Array.Clear(work.Cpu);
            }

            var spent = work.List(Looking(Shopper.Of(shop.Purchases, user), items));
            for (var phase = 0; phase < Phases.Length && request >= 0; phase++)
                (times[phase][request], whole[request]) = (spent[phase], whole[request] + spent[phase]);
        }

        var cpu = (Environment.CpuUsage.TotalTime - start).TotalMilliseconds / Shoppers;
        Write($"lists of {Length} for {Shoppers} shoppers, {work.Candidates / (double)(Shoppers + Warm):0} candidates in the mean");
        for (var phase = 0; phase < Phases.Length; phase++)
            Line(Phases[phase], times[phase], work.Cpu[phase] / Shoppers, Asked[phase]);
        Line("whole", whole, cpu, 1.8);
        return 0;
    }

    /// <summary>Every item was shown, clicked and bought so often, and some of it came back.</summary>
    private static Interactions Log(MadeShop shop)
    {
        var log = new InteractionsBuilder(new IdMap(ItemRates.Kinds), shop.Purchases.Items);
        for (var item = 0; item < shop.Purchases.ItemCount; item++)
            foreach (var (kind, count) in new[] { 100, 10, 20, 5, 1 }.Index())
                log.Add(kind, item, count + (7 * kind + item) % 11, 0);
        return log.Build();
    }

    /// <summary>Every eighth purchase is rated, and what comes after it was wished for or looked at for a while.</summary>
    private static Interactions Said(MadeShop shop)
    {
        var said = new InteractionsBuilder(shop.Purchases.Users, shop.Purchases.Items, shop.Purchases.UserCount);
        for (var user = 0; user < shop.Purchases.UserCount; user++)
            for (var e = user % 8; e < shop.Purchases.ItemsOf(user).Length; e += 8)
                said.Add(user, shop.Purchases.ItemsOf(user)[e], CodeOf(user % 12 + e), shop.Purchases.TimesOf(user)[e]);
        return said.Build();
    }

    private static float CodeOf(int number) => (number % 4) switch
    {
        0 => new Opinion(OpinionKind.Wish, 1).Code,
        1 => new Opinion(OpinionKind.Dwell, number % 90).Code,
        _ => new Opinion(OpinionKind.Rating, number % 5 / 2f - 1).Code,
    };

    /// <summary>The same shopper, who looked at some items of late, a few of those bought, and others, and has an opinion of each.</summary>
    private static Shopper Looking(Shopper shopper, int items)
    {
        var (seen, stages, codes, times) = (new int[Seen], new float[Seen], new float[Seen], new long[Seen]);
        var random = new RandomStream(Context.Seed, (ulong)shopper.Now);
        for (var look = 0; look < Seen; look++)
        {
            var isOwn = look % 4 == 0 && shopper.Items.Length > 0;
            (seen[look], stages[look]) = (isOwn ? shopper.Items[random.Next(shopper.Items.Length)] : random.Next(items), 1 + look % 2);
            codes[look] = CodeOf(look);
            times[look] = shopper.Now - (Seen - look) * 10 * TimeSpan.MicrosecondsPerHour;
        }

        return shopper with { Looks = new Looks(seen, stages, times), Opinions = new Opinions(seen, codes, times) };
    }

    private static void Line(string name, double[] times, double cpu, double asked)
    {
        var sorted = times.Order().ToArray();
        Write($"  {name,-12} CPU {cpu:0.000} ms in the mean (asked {asked:0.0}); by the clock p50 {sorted[sorted.Length / 2]:0.000}, p99 {sorted[(int)(0.99 * sorted.Length)]:0.000}");
    }

    private static void Write(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    /// <summary>The path of one list with a watch beside it.</summary>
    private sealed class Work(RankedSourcesModel model, ActiveRules rules, ItemVectors alike)
    {
        private readonly double[] _spent = new double[4];
        private readonly int[] _list = new int[Length];
        private float[] _rows = [];
        private float[] _scores = [];
        private int[] _items = [];
        private TimeSpan _used;

        /// <summary>CPU milliseconds of each phase so far.</summary>
        public double[] Cpu { get; } = new double[4];

        /// <summary>All candidates so far.</summary>
        public long Candidates { get; private set; }

        public double[] List(Shopper shopper)
        {
            var start = Stopwatch.GetTimestamp();
            _used = Environment.CpuUsage.TotalTime;
            using var candidates = new CandidateSet(model.Sources, model.Features, shopper, 500);
            Lap(0, ref start);
            var items = candidates.Items;
            var width = model.Trees.Features;
            if (_items.Length < items.Length)
                (_rows, _scores, _items) = (new float[items.Length * width], new float[items.Length], new int[items.Length]);
            var (rows, scores) = (_rows.AsMemory(0, items.Length * width), _scores.AsMemory(0, items.Length));
            for (var i = 0; i < items.Length; i++)
                candidates.Write(items[i], rows.Span.Slice(i * width, width));
            Lap(1, ref start);
            model.Trees.PredictScores(rows.Span, scores.Span);
            model.Heads!.Mix(items, rows.Span, scores.Span);
            Lap(2, ref start);
            items.CopyTo(_items);
            scores.Span.Sort(_items.AsSpan(0, items.Length));
            scores.Span.Reverse();
            _items.AsSpan(0, items.Length).Reverse();
            new Reranker().Make(new RerankRequest
            {
                Items = _items.AsSpan(0, items.Length), Scores = scores.Span, Rules = rules, Similarity = alike, History = shopper.Items, HistoryWeights = shopper.Weights,
            }, _list);
            Lap(3, ref start);
            Candidates += items.Length;
            return _spent;
        }

        private void Lap(int phase, ref long start)
        {
            var (now, used) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
            Cpu[phase] += (used - _used).TotalMilliseconds;
            _used = used;
            (_spent[phase], start) = (Stopwatch.GetElapsedTime(start, now).TotalMilliseconds, now);
        }
    }
}
