using System.Globalization;

namespace Kirana.Bench.Scorecards.Learn;

/// <summary>Random forests beside scikit-learn and ranger, and exact trees with their pruning path beside scikit-learn: every side in a process
/// of its own, in turn, on one thread.</summary>
/// <remarks>AUC is the mean over draws of the generated table and over seeds of each, for one draw or seed may favour a side by more than sides
/// differ; the standard error is that of the difference between seeds within a draw. The ratio of CPU seconds is the median over draws
/// of the ratio of means over seeds. Full trees; √p features at a split; the peers' defaults otherwise.</remarks>
internal static class ForestCard
{
    private const int Trees = 20;

    private static readonly int[] s_seeds = [1, 2, 3, 4];

    public static void Run(LearnOptions options)
    {
        Compare(options, "higgslike 50k", [.. options.Seeds.Select(seed => $"higgs-seed{seed}:50000")]);
        Compare(options, "a9a", ["a9a"]);
    }

    private static void Compare(LearnOptions options, string name, string[] draws)
    {
        string[] found = [.. draws.Where(draw => PeerTable.Exists(options.Tables, draw))];
        Console.WriteLine($"{name}, {Trees} full trees, {s_seeds.Length} seeds: {found.Length} of {draws.Length} draws found");
        var (ours, python, r) = (new List<Figures[]>(), new List<Figures[]>(), new List<Figures[]>());
        foreach (var draw in found)
        {
            var task = new LearnTask(draw, 1, Trees, 2);
            ours.Add([.. s_seeds.Select(seed => LearnScorecard.InProcess(options, "forest", task, Text(seed)) ?? throw new InvalidOperationException("Our own side failed."))]);
            python.Add(Driver(options, task, options.Python, "forest.py"));
            r.Add(Driver(options, task, "Rscript", "forest.R"));
        }

        // The drivers print a line for each seed; scikit-learn's then one for an exact tree, and one for a tree with its pruning path.
        foreach (var (peer, lines) in new[] { ("scikit-learn", python), ("ranger", r) })
        {
            Print("forest", peer, ours, lines, s_seeds.Length, f => f.TrainCpu, 0, hasQuality: true);
            Print("forest again", peer, ours, lines, s_seeds.Length, f => f.AgainCpu, 0, hasQuality: false);
        }

        Print("exact tree", "scikit-learn", ours, python, 1, f => f.TreeCpu, s_seeds.Length, hasQuality: false);
        Print("tree and pruning path", "scikit-learn", ours, python, 1, f => f.PruningCpu, s_seeds.Length + 1, hasQuality: false);
    }

    private static void Print(string what, string peer, List<Figures[]> ours, List<Figures[]> theirs, int lines, Func<Figures, double> cpu, int first, bool hasQuality)
    {
        var pairs = ours.Zip(theirs, (own, other) => (Ours: own, Theirs: other.Skip(first).Take(lines).ToArray())).Where(pair => pair.Theirs.Length == lines).ToArray();
        if (pairs.Length == 0)
        {
            Console.WriteLine($"  {what,-22} {peer} not found");
            return;
        }

        var ratios = pairs.Select(pair => pair.Ours.Average(cpu) / pair.Theirs.Average(f => f.TrainCpu)).ToArray();
        var line = string.Create(CultureInfo.InvariantCulture, $"  {what,-22} {peer,-13} CPU ours/theirs {ratios.Order().ElementAt(ratios.Length / 2):0.000} ({string.Join(' ', ratios.Select(ratio => ratio.ToString("0.000", CultureInfo.InvariantCulture)))})");
        if (hasQuality)
        {
            double[][] own = [.. pairs.Select(pair => Array.ConvertAll(pair.Ours, f => f.Quality))], other = [.. pairs.Select(pair => Array.ConvertAll(pair.Theirs, f => f.Quality))];
            var (mean, theirMean) = (own.Average(draw => draw.Average()), other.Average(draw => draw.Average()));
            var error = Math.Sqrt(SquaredError(own) + SquaredError(other));
            line += string.Create(CultureInfo.InvariantCulture, $"  AUC ours {mean:0.00000}, theirs {theirMean:0.00000}, difference {mean - theirMean:+0.00000;-0.00000} ± {error:0.00000}");
        }

        Console.WriteLine(line);
    }

    /// <summary>The squared standard error of a mean over draws of means over seeds, the draws given.</summary>
    private static double SquaredError(double[][] draws) => draws.Average(draw =>
    {
        var mean = draw.Average();
        return draw.Sum(value => (value - mean) * (value - mean)) / Math.Max(1, draw.Length - 1) / draw.Length;
    }) / draws.Length;

    private static Figures[] Driver(LearnOptions options, LearnTask task, string program, string script)
    {
        var folder = Path.GetFullPath(Path.Combine(options.Tables, task.Table.Split(':')[0]));
        string[] arguments = [Path.Combine(AppContext.BaseDirectory, "Learn", script), folder, Text(new PeerTable(options.Tables, task.Table).Rows), Text(task.Trees), string.Join(',', s_seeds)];
        return [.. DriverSide.Lines(program, arguments, options.Tables, 1).Select(DriverSide.Parse)];
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
