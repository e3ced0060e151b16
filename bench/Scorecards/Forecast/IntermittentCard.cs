using Kirana.Data.Fitting;
using Kirana.Data.Series;
using Kirana.Forecast;
using Kirana.Forecast.Evaluation;
using Kirana.Forecast.Intermittent;
using Kirana.Forecast.Models;
using Kirana.Numerics.Random;
using Kirana.Numerics.Statistics;

namespace Kirana.Bench.Scorecards.Forecast;

/// <summary>Intermittent demand: series a second of every method on one core, and quantiles of spare parts against the series' own.</summary>
internal static class IntermittentCard
{
    private const int Copies = 200;
    private const int Turns = 7;
    private const int Horizon = 12;

    private static readonly double[] Levels = [0.5, 0.8, 0.9, 0.95];

    public static void Run(string folder)
    {
        var raf = LongFile.Read(Path.Combine(folder, "raf.csv.gz"));
        Speed(raf);
        Quantiles("raf", raf.Select(one => (one.Head(one.Length - Horizon), one.Tail(one.Length - Horizon))));
        var future = LongFile.Read(Path.Combine(folder, "carparts-test.csv")).ToDictionary(one => one.Key, StringComparer.Ordinal);
        Quantiles("carparts", LongFile.Read(Path.Combine(folder, "carparts-train.csv"))
            .Where(one => future.ContainsKey(one.Key)).Select(one => (one, future[one.Key])));
    }

    private static void Speed(IReadOnlyList<TimeSeries> raf)
    {
        var steps = raf[0].Length;
        var values = new double[raf.Count * Copies * steps];
        for (var row = 0; row < raf.Count * Copies; row++)
            raf[row % raf.Count].Values.CopyTo(values.AsSpan(row * steps));
        var rates = new double[raf.Count * Copies];
        foreach (var (name, method) in new (string, IDemandRates)[]
        {
            ("croston fixed", new Croston { SizeWeight = 0.1, IntervalWeight = 0.1 }), ("croston optimised", new Croston()),
            ("sba fixed", new SyntetosBoylan { SizeWeight = 0.1, IntervalWeight = 0.1 }), ("sba optimised", new SyntetosBoylan()),
            ("tsb fixed", new TeunterSyntetosBabai { SizeWeight = 0.1, ProbabilityWeight = 0.1 }), ("tsb optimised", new TeunterSyntetosBabai()),
            ("adida fixed", new Adida { Alpha = 0.1 }), ("adida optimised", new Adida()),
            ("imapa fixed", new Imapa { Alpha = 0.1 }), ("imapa optimised", new Imapa()),
        })
        {
            var seconds = new List<double>();
            for (var turn = 0; turn < Turns; turn++)
            {
                var start = Environment.CpuUsage.TotalTime;
                method.Rates(values, steps, rates, new FitContext { Threads = 1 });
                seconds.Add((Environment.CpuUsage.TotalTime - start).TotalSeconds);
            }

            seconds.Sort();
            Console.WriteLine($"{name} n={rates.Length} steps={steps} series_per_cpu_second median={rates.Length / seconds[Turns / 2]:F0} best={rates.Length / seconds[0]:F0}");
        }
    }

    private static void Quantiles(string name, IEnumerable<(TimeSeries Past, TimeSeries Future)> split)
    {
        var pairs = split.Where(pair => pair.Future.Length == Horizon).ToArray();
        var prior = DemandPrior.Learn([.. pairs.Select(pair => pair.Past)]);
        Console.WriteLine($"{name} n={pairs.Length} prior={prior.Probability:F3} weight={prior.Weight:F1}");
        foreach (var (label, learner) in new (string, IForecaster)[]
        {
            ("croston", new Croston()), ("sba", new SyntetosBoylan()), ("tsb", new TeunterSyntetosBabai()), ("adida", new Adida()), ("imapa", new Imapa()),
        })
            Accuracy($"{name} {label}", learner, pairs);
        Score($"{name} usual prior", new TeunterSyntetosBabai(), pairs);
        Score($"{name} learned prior", new TeunterSyntetosBabai { Prior = prior }, pairs);
    }

    private static void Accuracy(string name, IForecaster learner, (TimeSeries Past, TimeSeries Future)[] pairs)
    {
        var (mase, scored, bias, units) = (0.0, 0, 0.0, 0.0);
        var mean = new double[Horizon];
        foreach (var (past, future) in pairs)
        {
            learner.Fit(past, 12, FitContext.Default).Predict(mean);
            var scale = NaiveError.Absolute(past.Values, 1);
            for (var k = 0; k < Horizon; k++)
            {
                bias += mean[k] - future.Values[k];
                units += future.Values[k];
            }

            if (!(scale > 0))
                continue;
            mase += PointErrors.Mae(future.Values, mean) / scale;
            scored++;
        }

        Console.WriteLine($"{name} mase={mase / scored:F4} bias={bias / units:P1}");
    }

    private static void Score(string name, IForecaster learner, (TimeSeries Past, TimeSeries Future)[] pairs)
    {
        var own = new double[Levels.Length];
        var (below, pinball, empirical, inside) = (new double[Levels.Length], new double[Levels.Length], new double[Levels.Length], new double[2]);
        var (scaled, scaledEmpirical) = (0.0, 0.0);
        var grid = Enumerable.Range(1, 999).Select(i => i / 1000.0).ToArray();
        var fine = new double[grid.Length];
        var random = new RandomStream(1);
        var steps = 0;
        foreach (var (past, future) in pairs)
        {
            var model = (ElementaryModel)learner.Fit(past, 12, FitContext.Default);
            model.TryPredict(1, Levels, own);
            model.TryPredict(1, grid, fine);
            var sorted = past.Values.ToArray();
            Array.Sort(sorted);
            var mean = Math.Max(1e-3, sorted.Average());
            foreach (var y in future.Values)
            {
                steps++;
                for (var i = 0; i < Levels.Length; i++)
                {
                    below[i] += y <= own[i] ? 1 : 0;
                    var loss = QuantileErrors.Pinball(y, own[i], Levels[i]);
                    var theirs = QuantileErrors.Pinball(y, Math.Ceiling(Quantile.Of(sorted, Levels[i])), Levels[i]);
                    pinball[i] += loss;
                    empirical[i] += theirs;
                    scaled += loss / mean;
                    scaledEmpirical += theirs / mean;
                }

                // A uniform place between P(Y < y) and P(Y ≤ y), read from the quantiles at every thousandth.
                var lower = (double)fine.Count(q => q < y) / (grid.Length + 1);
                var upper = (double)(fine.Count(q => q <= y) + 1) / (grid.Length + 1);
                var place = lower + random.NextDouble() * (upper - lower);
                inside[0] += place is >= 0.1 and <= 0.9 ? 1 : 0;
                inside[1] += place is >= 0.025 and <= 0.975 ? 1 : 0;
            }
        }

        Console.WriteLine($"{name} P(y<=q)={string.Join(" ", below.Select(count => $"{count / steps:F3}"))} at {string.Join(" ", Levels)} "
            + $"pit80={inside[0] / steps:P1} pit95={inside[1] / steps:P1} pinball/empirical={pinball.Sum() / empirical.Sum():F4} "
            + $"by_level={string.Join(" ", pinball.Zip(empirical, (ours, theirs) => $"{ours / theirs:F3}"))} scaled={scaled / scaledEmpirical:F4}");
    }
}
