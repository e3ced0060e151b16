using System.Diagnostics;
using Kirana.Data.Fitting;
using Kirana.Forecast.Hierarchy;
using Kirana.Numerics.Random;
using Kirana.Pipelines.Forecast.Hierarchies;

namespace Kirana.Bench.Scorecards.Forecast;

/// <summary>Reconciliation: minimum trace on a shop's 100,301 series, and Australian tourism's scores at every level.</summary>
internal static class HierarchyCard
{
    /// <param name="folder">The folder that holds <c>tourism-hierarchical.csv</c>.</param>
    public static void Run(string folder)
    {
        var clock = Stopwatch.StartNew();
        var tree = Tree(groups: 300, series: 100_000);
        Console.WriteLine($"tree series={tree.Count} build_s={clock.Elapsed.TotalSeconds:F2}");
        Large(tree, residuals: 100, horizon: 28);
        clock.Restart();
        var crossed = Crossed(stores: 300, series: 100_000);
        Console.WriteLine($"crossed series={crossed.Count} build_s={clock.Elapsed.TotalSeconds:F2}");
        Large(crossed, residuals: 100, horizon: 28);
        var file = Path.Combine(folder, "tourism-hierarchical.csv");
        foreach (var model in new[] { "ets", "theta" })
        {
            Tourism(file, "State,Purpose,State+Purpose,State+Region,State+Region+Purpose", model);
            Tourism(file, "State,State+Region,State+Region+Purpose", model);
        }
    }

    private static SeriesHierarchy Tree(int groups, int series) => SeriesHierarchy.FromParents(
    [
        new("top", null), .. Enumerable.Range(0, groups).Select(g => new HierarchyRow($"{g}", "top")),
        .. Enumerable.Range(0, series).Select(i => new HierarchyRow($"{i % groups}/{i}", $"{i % groups}")),
    ]);

    private static SeriesHierarchy Crossed(int stores, int series) => SeriesHierarchy.FromGroups(
        [.. Enumerable.Range(0, series).Select(i => $"{i}")],
        [
            new("store", [.. Enumerable.Range(0, series).Select(i => $"{i % stores}")]), new("item", [.. Enumerable.Range(0, series).Select(i => $"{i / stores}")]),
            new("category", [.. Enumerable.Range(0, series).Select(i => $"{i / stores / 20}")]),
        ],
        [[], ["store"], ["category"], ["item"], ["store", "category"]]);

    private static void Large(SeriesHierarchy hierarchy, int residuals, int horizon)
    {
        var clock = new Stopwatch();
        var random = new RandomStream(1);
        SeriesMatrix errors = new(hierarchy.Count, residuals), forecasts = new(hierarchy.Count, horizon);
        for (var t = 0; t < residuals; t++)
        {
            var common = random.NextGaussian();
            for (var i = 0; i < errors.Series; i++)
                errors[i, t] = random.NextGaussian() + 0.5 * common;
        }

        foreach (ref var value in forecasts.Values)
            value = 1 + random.NextGaussian();
        hierarchy.Aggregate(errors);
        hierarchy.Aggregate(forecasts);
        foreach (ref var value in errors.Values)
            value += random.NextGaussian();
        foreach (ref var value in forecasts.Values)
            value += random.NextGaussian();

        foreach (var learner in new[] { new MinimumTrace(), new MinimumTrace { Covariance = CovarianceKind.Variance }, new MinimumTrace { NonNegative = true } })
        {
            clock.Restart();
            var cpu = Environment.CpuUsage.TotalTime;
            var model = learner.FitTrace(hierarchy, new HierarchyPast { Residuals = errors }, FitContext.Default);
            var fitted = clock.Elapsed.TotalSeconds;
            var reconciled = model.Reconcile(forecasts, FitContext.Default);
            Console.WriteLine($"{learner.Name}{(learner.NonNegative ? " non-negative" : "")} lambda={model.Shrinkage:F4} fit_s={fitted:F2} all_s={clock.Elapsed.TotalSeconds:F2} "
                + $"cpu_s={(Environment.CpuUsage.TotalTime - cpu).TotalSeconds:F2} incoherence={Incoherence(hierarchy, reconciled):E1} "
                + $"peak_mb={Process.GetCurrentProcess().PeakWorkingSet64 >> 20}");
        }
    }

    private static double Incoherence(SeriesHierarchy hierarchy, SeriesMatrix values)
    {
        var worst = 0.0;
        for (var k = 0; k < values.Steps; k++)
        {
            var (sum, size) = (0.0, 0.0);
            for (var i = hierarchy.AggregateCount; i < hierarchy.Count; i++)
                (sum, size) = (sum + values[i, k], size + Math.Abs(values[i, k]));
            worst = Math.Max(worst, Math.Abs(sum - values[0, k]) / size);
        }

        return worst;
    }

    private static void Tourism(string file, string levels, string model)
    {
        var result = new HierarchyEvaluation { File = file, Hierarchy = levels, Horizon = 8, Seasons = [4], Windows = 4, Model = model }.Run(FitContext.Default);
        Console.WriteLine($"tourism {result.Model} series={result.Series} origins={result.Windows} horizon={result.Horizon}: scaled CRPS by level");
        Console.WriteLine($"{"",-24}{string.Join(' ', result.Levels.Select(level => $"{level,16}"))} {"mean of levels",16} {"in 80 %",8}");
        foreach (var method in result.Methods)
            Console.WriteLine($"{method.Name,-24}{string.Join(' ', method.ByLevel.Select(score => $"{score,16:F5}"))} {method.Crps,16:F5} {method.Coverage,8:P1}");
        foreach (var method in result.Methods.Skip(1))
            Console.WriteLine($"{result.Methods[0].Name} less {method.Name}: {method.Difference.Estimate:F5} [{method.Difference.Lower:F5}, {method.Difference.Upper:F5}], "
                + $"ratio {result.Methods[0].Crps / method.Crps:F4}");
    }
}
