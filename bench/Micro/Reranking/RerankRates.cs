using System.Globalization;
using Kirana.Data.Feedback;
using Kirana.Numerics.Random;
using Kirana.Policies.Bandits;
using Kirana.Recommend.Reranking;
using Kirana.Recommend.Reranking.Rules;

namespace Kirana.Bench.Micro.Reranking;

/// <summary>CPU time and garbage of one list of 20 places from 500 candidates, in a catalogue of 100,000 items, and how long ten rules take to
/// be made ready for it. One thread; the median of several turns.</summary>
internal static class RerankRates
{
    private const int Items = 100_000;
    private const int Candidates = 500;
    private const int Places = 20;
    private const int Width = 64;
    private const int Turns = 9;
    private const int Lists = 2000;

    private const string Rules = """
        { "rules": [
          { "name": "out", "do": "exclude", "where": { "brand": "brand 7" } }, { "name": "stock", "do": "require-stock" },
          { "name": "band", "do": "price-band", "least": 3, "most": 900 }, { "name": "up", "do": "boost", "factor": 1.3, "where": { "category": "department 2" } },
          { "name": "new", "do": "boost", "factor": 1.1, "where": { "new-for-days": 30 } }, { "name": "down", "do": "boost", "factor": 0.5, "where": { "brand": "brand 9" } },
          { "name": "hero", "do": "pin", "place": 1, "where": { "items": ["12345", "23456"] } }, { "name": "third", "do": "pin", "place": 3, "where": { "category": "department 5 > shelf 11" } },
          { "name": "brands", "do": "cap", "most": 2, "per": "brand" }, { "name": "shelves", "do": "cap", "most": 5, "per": "category" } ] }
        """;

    /// <summary>Measures and prints.</summary>
    /// <param name="output">Where to.</param>
    public static void Print(TextWriter output)
    {
        var traits = new ItemTraits(new IdMap(Enumerable.Range(0, Items).Select(item => item.ToString(CultureInfo.InvariantCulture))), Trait);
        var vectors = Vectors();
        var set = RuleSet.Parse(Rules, TimeZoneInfo.Utc);
        var (none, ten) = (RuleSet.Empty.At(traits, 0), set.At(traits, 0));
        output.WriteLine($"{"500 candidates, 20 places",-44}{"CPU µs a list",16}{"bytes a list",14}");
        Measure(output, "no rules", Reranker.RulesOnly, none, null);
        Measure(output, "ten rules", Reranker.RulesOnly, ten, null);
        Measure(output, "ten rules, marginal relevance", Reranker.RulesOnly with { Diversity = DiversityMethod.MarginalRelevance, DiversityWeight = 0.2 }, ten, vectors);
        Measure(output, "ten rules, determinantal", Reranker.RulesOnly with { Diversity = DiversityMethod.Determinantal, DiversityWeight = 0.2 }, ten, vectors);
        Measure(output, "everything: taste, fatigue, two new places",
            Reranker.RulesOnly with { Diversity = DiversityMethod.MarginalRelevance, DiversityWeight = 0.2, CalibrationWeight = 0.5, FatigueHalf = 5, ExplorationPlaces = [5, 10] }, ten, vectors);
        var ready = Median(() => set.At(traits, 0).ExcludedCount, 1);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ten rules made ready for 100,000 items: {ready / 1e3:0.0} ms"));
    }

    private static void Measure(TextWriter output, string name, Reranker reranker, ActiveRules rules, IItemSimilarity? similarity)
    {
        var random = new RandomStream(7);
        var (items, scores, vain) = (new int[Candidates], new float[Candidates], new float[Candidates]);
        for (var i = 0; i < Candidates; i++)
            (items[i], scores[i], vain[i]) = (i * (Items / Candidates) + random.Next(Items / Candidates), 10 - i * 0.01f, random.Next(4));
        int[] history = [.. Enumerable.Range(0, 50).Select(i => i * 37)];
        float[] weights = [.. Enumerable.Repeat(1f, 50)];
        int[] fresh = [.. Enumerable.Range(0, 200).Select(i => i * 499)];
        BetaArm[] chances = [.. Enumerable.Range(0, 200).Select(i => BetaArm.Unknown.After(i % 5, i))];
        var list = new int[Places];
        ulong seed = 0;
        int Make() => reranker.Make(new RerankRequest
        {
            Items = items, Scores = scores, Rules = rules, Similarity = similarity, ShownInVain = double.IsPositiveInfinity(reranker.FatigueHalf) ? [] : vain,
            History = history, HistoryWeights = weights, NewItems = reranker.ExplorationPlaces.Count > 0 ? fresh : [],
            NewChances = reranker.ExplorationPlaces.Count > 0 ? chances : [], Seed = seed++,
        }, list);
        var micros = Median(Make, Lists);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Lists; i++)
            Make();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name,-44}{micros,16:F1}{(GC.GetAllocatedBytesForCurrentThread() - before) / (double)Lists,14:F1}"));
    }

    private static double Median(Func<int> work, int times)
    {
        work();
        var turns = new double[Turns];
        for (var turn = 0; turn < Turns; turn++)
        {
            var begun = Environment.CpuUsage.TotalTime;
            for (var i = 0; i < times; i++)
                work();
            turns[turn] = (Environment.CpuUsage.TotalTime - begun).TotalMicroseconds / times;
        }

        Array.Sort(turns);
        return turns[Turns / 2];
    }

    private static ItemTrait Trait(string id)
    {
        var item = int.Parse(id, CultureInfo.InvariantCulture);
        return new ItemTrait
        {
            Brand = $"brand {item % 400}", Category = $"department {item % 12} > shelf {item % 60}", Price = 1 + item % 1000, OnHand = item % 50, Launched = -(item % 900L) * TimeSpan.MicrosecondsPerDay,
        };
    }

    private static ItemVectors Vectors()
    {
        var random = new RandomStream(11);
        var vectors = new float[Items * Width];
        foreach (ref var place in vectors.AsSpan())
            place = (float)random.NextGaussian();
        return ItemVectors.Of(vectors, Width);
    }
}
