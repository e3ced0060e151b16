using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Kirana.Data.Feedback;
using Kirana.Data.Fitting;
using Kirana.Pipelines.Recommend;
using Kirana.Recommend;
using Kirana.Recommend.Evaluation;
using Kirana.Recommend.Factorization;
using Kirana.Recommend.Search;

namespace Kirana.Bench.Scorecards.Recommend;

/// <summary>Vector search beside faiss IVF and hnswlib at a recall of the best 500 of at least 0.99: CPU a query and of the build, one thread.</summary>
/// <remarks>Sets: made clusters of unit vectors, and gowalla's items and users after alternating least squares. The peers take the first
/// setting of a grid that reaches the recall on the very queries that are timed; ours was fitted before, by others.</remarks>
internal static class VectorSearchCard
{
    private const int Width = 64;
    private const int Wanted = 500;
    private const int Turns = 5;
    private const int Queries = 500;

    private static readonly FitContext Context = new() { Threads = 1 };

    public static int Run(string folder, string python, IEnumerable<string> sets)
    {
        var scratch = Directory.CreateTempSubdirectory("kirana-vectors");
        try
        {
            foreach (var set in sets)
                if (int.TryParse(set, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
                    Clusters(scratch.FullName, python, count);
                else
                    Factors(folder, scratch.FullName, python);
            return 0;
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }

    private static void Clusters(string scratch, string python, int count)
    {
        var (itemsFile, queriesFile) = (Path.Combine(scratch, "items"), Path.Combine(scratch, "queries"));
        using (var made = Start(python, "clusters", count.ToString(CultureInfo.InvariantCulture), itemsFile, queriesFile))
            made.WaitForExit();
        Beside($"clusters {count} × {Width}", scratch, python, Read<float>(itemsFile), Read<float>(queriesFile)[..(Queries * Width)], given: default);
    }

    private static void Factors(string folder, string scratch, string python)
    {
        var (users, items) = (new IdMap(), new IdMap());
        var train = SequenceFile.Read(Path.Combine(folder, "gowalla-train.txt"), users, items);
        var split = Protocols.AllItems(train, SequenceFile.Read(Path.Combine(folder, "gowalla-test.txt"), users, items));
        var model = (IFactorRecommender)new ImplicitAls { Factors = Width }.Fit(split.Train, FitContext.Default);
        var vectors = new float[2 * Queries * Width];
        for (var user = 0; user < 2 * Queries; user++)
            model.FoldIn(split.Cases.ShopperOf(user * (split.Cases.Count / (2 * Queries))), vectors.AsSpan(user * Width, Width));
        // Neighbouring users alternate between those the search is fitted by and those it is timed on.
        var (asked, given) = (new float[Queries * Width], new float[Queries * Width]);
        for (var query = 0; query < Queries; query++)
        {
            vectors.AsSpan(2 * query * Width, Width).CopyTo(asked.AsSpan(query * Width));
            vectors.AsSpan((2 * query + 1) * Width, Width).CopyTo(given.AsSpan(query * Width));
        }

        Beside($"gowalla factors {model.Items.Count} × {Width}", scratch, python, model.ItemFactors.ToArray(), asked, given);
    }

    private static void Beside(string name, string scratch, string python, float[] items, float[] queries, ReadOnlyMemory<float> given)
    {
        var (itemsFile, queriesFile, truthFile) = (Path.Combine(scratch, "items"), Path.Combine(scratch, "queries"), Path.Combine(scratch, "truth"));
        File.WriteAllBytes(itemsFile, MemoryMarshal.AsBytes(items.AsSpan()));
        File.WriteAllBytes(queriesFile, MemoryMarshal.AsBytes(queries.AsSpan()));
        Write($"{name}, best {Wanted}, one thread");
        using var peers = Start(python, "search", itemsFile, queriesFile, truthFile);
        var (names, hnswBuild) = (new List<string>(), double.NaN);
        while (peers.StandardOutput.ReadLine() is { } line && !string.Equals(line, "ready", StringComparison.Ordinal))
        {
            using var peer = JsonDocument.Parse(line);
            names.Add(peer.RootElement.GetProperty("name").GetString()!);
            hnswBuild = peer.RootElement.GetProperty("build").GetDouble();
            Write($"  {names[^1],-14} build {hnswBuild,8:0.00} s  recall {peer.RootElement.GetProperty("recall").GetDouble():0.0000} at {peer.RootElement.GetProperty("setting")}");
        }

        var start = Environment.CpuUsage.TotalTime;
        var index = VectorIndex.Build(items, Width, new VectorIndexOptions { Queries = given }, Context);
        var build = (Environment.CpuUsage.TotalTime - start).TotalSeconds;
        var (recall, scanned) = Recall(index, queries, Read<int>(truthFile));
        Write($"  {"ours",-14} build {build,8:0.00} s  recall {recall:0.0000} ({index.MeasuredRecall:0.0000} on its own queries), {index.Lists} lists, {scanned:0} vectors a query");

        var (own, others, ratios) = (new List<double>(), names.ConvertAll(_ => new List<double>()), new List<double>());
        for (var turn = 0; turn < Turns; turn++)
        {
            own.Add(Microseconds(index, queries));
            peers.StandardInput.WriteLine();
            peers.StandardInput.Flush();
            var times = JsonSerializer.Deserialize<double[]>(peers.StandardOutput.ReadLine()!)!;
            for (var peer = 0; peer < times.Length; peer++)
                others[peer].Add(times[peer]);
            ratios.Add(own[^1] / times.Min());
        }

        peers.StandardInput.Close();
        peers.WaitForExit();
        Write($"  us a query: ours {Median(own):0.0}{string.Concat(names.Zip(others, (peer, times) => string.Create(CultureInfo.InvariantCulture, $", {peer} {Median(times):0.0}")))}");
        Write($"  ratio to the quickest {Median(ratios):0.00}, of the build to hnswlib {build / hnswBuild:0.000}");
    }

    private static (double Recall, double Scanned) Recall(VectorIndex index, float[] queries, int[] truth)
    {
        var (scratch, results, found, scanned) = (new SearchScratch(), new ScoredItem[Wanted], 0L, 0L);
        for (var query = 0; query < Queries; query++)
        {
            index.Search(queries.AsSpan(query * Width, Width), Wanted, results, scratch: scratch);
            var best = truth[(query * Wanted)..((query + 1) * Wanted)].ToHashSet();
            found += results.Count(item => best.Contains(item.Handle));
            scanned += scratch.Scanned;
        }

        return ((double)found / (Queries * Wanted), (double)scanned / Queries);
    }

    private static double Microseconds(VectorIndex index, float[] queries)
    {
        var (scratch, results, start) = (new SearchScratch(), new ScoredItem[Wanted], Environment.CpuUsage.TotalTime);
        for (var query = 0; query < Queries; query++)
            index.Search(queries.AsSpan(query * Width, Width), Wanted, results, scratch: scratch);
        return (Environment.CpuUsage.TotalTime - start).TotalMicroseconds / Queries;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static T[] Read<T>(string file) where T : unmanaged => MemoryMarshal.Cast<byte, T>(File.ReadAllBytes(file)).ToArray();

    private static Process Start(string python, params string[] arguments) => Process.Start(
        new ProcessStartInfo(python, [Path.Combine(AppContext.BaseDirectory, "Recommend", "vector_search.py"), .. arguments])
        {
            UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true,
        })!;

    private static void Write(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
