using System.Diagnostics;
using Kirana.Data.Fitting;
using Kirana.Data.Series;
using Kirana.Forecast;
using Kirana.Forecast.Evaluation;
using Kirana.Forecast.Hierarchy;
using Kirana.Forecast.Smoothing;
using Kirana.Numerics.Random;
using Kirana.Numerics.Statistics;

namespace Kirana.Bench.Scorecards.Forecast;

/// <summary>Reconciliation: minimum trace on a shop's 100,301 series, and Australian tourism's scores at every level.</summary>
internal static class HierarchyCard
{
    private const int Season = 4;
    private const int Horizon = 8;
    private const int Origins = 4;

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
        Tourism(file, [[], ["state"], ["purpose"], ["state", "purpose"], ["state", "region"]]);
        Tourism(file, [[], ["state"], ["state", "region"]]);
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

    private static void Tourism(string file, IReadOnlyList<IReadOnlyList<string>> wanted)
    {
        var (hierarchy, all) = Read(file, wanted);
        var methods = new (IReconciler Learner, PathErrorKind Errors)[]
        {
            (new BottomUp(), PathErrorKind.Bootstrap),
            (new TopDown { Proportions = ProportionKind.AverageProportions }, PathErrorKind.Bootstrap),
            (new TopDown { Proportions = hierarchy.IsTree ? ProportionKind.ForecastProportions : ProportionKind.ProportionsOfAverages }, PathErrorKind.Bootstrap),
            (new MinimumTrace { Covariance = CovarianceKind.Ordinary }, PathErrorKind.Bootstrap),
            (new MinimumTrace { Covariance = CovarianceKind.Structural }, PathErrorKind.Bootstrap),
            (new MinimumTrace { Covariance = CovarianceKind.Variance }, PathErrorKind.Bootstrap),
            (new MinimumTrace(), PathErrorKind.Bootstrap),
            (new MinimumTrace(), PathErrorKind.Gaussian),
        };
        var levels = hierarchy.Levels.Count;
        var losses = methods.Select(_ => new double[levels, Origins * Horizon]).ToArray();
        var inside = new int[methods.Length];
        var sizes = new double[levels];
        var origins = RollingOrigin.Origins(all[0].Length, Horizon, Origins, Season);
        for (var origin = 0; origin < Origins; origin++)
        {
            var known = origins[origin];
            TimeSeries[] training = [.. all.Select(one => one.Head(known))];
            var models = new ExponentialSmoothing().FitMany(training, Season, FitContext.Default);
            var past = new HierarchyPast { Observations = new SeriesMatrix(all.Count, known), Residuals = HierarchyPast.ResidualsOf(models) };
            for (var i = 0; i < all.Count; i++)
            {
                training[i].Values.CopyTo(past.Observations.Row(i));
                for (var k = 0; k < Horizon; k++)
                    sizes[hierarchy.LevelOf(i)] += Math.Abs(all[i].Values[known + k]);
            }

            for (var method = 0; method < methods.Length; method++)
                inside[method] += Score(methods[method], hierarchy, past, models, all, known, losses[method], origin);
        }

        Console.WriteLine($"tourism series={hierarchy.Count} origins={string.Join(',', origins)} horizon={Horizon}: scaled CRPS by level");
        Console.WriteLine($"{"",-42}{string.Join(' ', hierarchy.Levels.Select(level => $"{level,16}"))} {"mean of levels",16} {"in 80 %",8}");
        double[][] points = [.. losses.Select(loss => Points(loss, sizes))];
        for (var method = 0; method < methods.Length; method++)
        {
            var byLevel = Enumerable.Range(0, levels).Select(level => Enumerable.Range(0, Origins * Horizon).Sum(k => losses[method][level, k]) / sizes[level]);
            Console.WriteLine($"{Label(methods[method]),-42}{string.Join(' ', byLevel.Select(score => $"{score,16:F5}"))} {points[method].Average(),16:F5} "
                + $"{(double)inside[method] / (all.Count * Origins * Horizon),8:P1}");
        }

        foreach (var other in new[] { 0, 1, 2 })
        {
            var difference = Bootstrap.PairedDifference(points[6], points[other]);
            Console.WriteLine($"{Label(methods[6])} less {Label(methods[other])}: {difference.Estimate:F5} [{difference.Lower:F5}, {difference.Upper:F5}], "
                + $"ratio {points[6].Average() / points[other].Average():F4}, over {points[6].Length} points of time");
        }
    }

    /// <summary>The mean over levels of the scaled CRPS, split over the points of time; their mean is the score.</summary>
    private static double[] Points(double[,] losses, double[] sizes)
    {
        var points = new double[losses.GetLength(1)];
        for (var k = 0; k < points.Length; k++)
            for (var level = 0; level < sizes.Length; level++)
                points[k] += losses[level, k] / sizes[level] * points.Length / sizes.Length;
        return points;
    }

    /// <returns>How many observations lie in the inner 80 %.</returns>
    private static int Score(
        (IReconciler Learner, PathErrorKind Errors) method, SeriesHierarchy hierarchy, HierarchyPast past, IReadOnlyList<IForecastModel> models,
        IReadOnlyList<TimeSeries> all, int known, double[,] losses, int origin)
    {
        double[] levels = [.. Enumerable.Range(1, 99).Select(p => p / 100.0)];
        var forecast = new CoherentPaths { Errors = method.Errors, Levels = levels }.Forecast(
            method.Learner.Fit(hierarchy, past, FitContext.Default), models, Horizon, FitContext.Default);
        var (pinball, inside) = (new double[levels.Length], 0);
        for (var i = 0; i < all.Count; i++)
            for (var k = 0; k < Horizon; k++)
            {
                for (var q = 0; q < levels.Length; q++)
                    pinball[q] = QuantileErrors.Pinball(all[i].Values[known + k], forecast.Quantiles[q][i, k], levels[q]);
                losses[hierarchy.LevelOf(i), origin * Horizon + k] += QuantileErrors.Crps(pinball, levels);
                inside += all[i].Values[known + k] >= forecast.Quantiles[9][i, k] && all[i].Values[known + k] <= forecast.Quantiles[89][i, k] ? 1 : 0;
            }

        return inside;
    }

    private static string Label((IReconciler Learner, PathErrorKind Errors) method) =>
        method.Learner is TopDown top ? $"{top.Name} {top.Proportions}" : $"{method.Learner.Name} {method.Errors}";

    private static (SeriesHierarchy Hierarchy, IReadOnlyList<TimeSeries> All) Read(string file, IReadOnlyList<IReadOnlyList<string>> levels)
    {
        var rows = File.ReadLines(file).Skip(1).Select(line => Array.ConvertAll(line.Split(','), field => field.Trim('"')))
            .GroupBy(row => (State: row[^3], Region: string.Join(',', row[1..^3]), Purpose: row[^2])).ToArray();
        string[] keys = [.. rows.Select(row => $"{row.Key.State}|{row.Key.Region}|{row.Key.Purpose}")];
        var hierarchy = SeriesHierarchy.FromGroups(
            keys,
            [
                new("state", [.. rows.Select(row => row.Key.State)]), new("region", [.. rows.Select(row => row.Key.Region)]),
                new("purpose", [.. rows.Select(row => row.Key.Purpose)]),
            ],
            levels);
        var bottom = rows.Select((row, i) => new TimeSeries(
            keys[i], new TimeAxis(Step.Index, 0), [.. row.OrderBy(one => one[0], StringComparer.Ordinal).Select(one => double.Parse(one[^1]))])).ToArray();
        return (hierarchy, hierarchy.Aggregate(bottom));
    }
}
