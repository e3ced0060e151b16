using System.Globalization;

namespace Kirana.Bench.Scorecards.Learn;

/// <summary>Random forests beside scikit-learn and ranger, and exact trees with their pruning path beside scikit-learn: every side in a process
/// of its own, in turn, on one thread.</summary>
/// <remarks>Means of AUC over draws of the generated table, for one draw may favour a side; the ratio of CPU seconds is the median over draws.
/// Full trees; √p features at a split; the peers' defaults otherwise.</remarks>
internal static class ForestCard
{
    private const int Trees = 20;

    public static void Run(LearnOptions options)
    {
        Compare(options, "higgslike 50k", [.. options.Seeds.Select(seed => $"higgs-seed{seed}:50000")]);
        Compare(options, "a9a", ["a9a"]);
    }

    private static void Compare(LearnOptions options, string name, string[] draws)
    {
        string[] found = [.. draws.Where(draw => PeerTable.Exists(options.Tables, draw))];
        Console.WriteLine($"{name}, {Trees} full trees: {found.Length} of {draws.Length} draws found");
        var (ours, python, r) = (new List<Figures>(), new List<Figures?>(), new List<Figures?>());
        foreach (var draw in found)
        {
            var task = new LearnTask(draw, 1, Trees, 2);
            ours.Add(LearnScorecard.InProcess(options, "forest", task, "") ?? throw new InvalidOperationException("Our own side failed."));
            python.Add(ScikitLearn(options, task));
            r.Add(Ranger(options, task));
        }

        Print("forest", ours, python, "scikit-learn", f => f.TrainCpu, f => f.Quality);
        Print("forest", ours, r, "ranger", f => f.TrainCpu, f => f.Quality);
        Print("exact tree", ours, python, "scikit-learn", f => f.TreeCpu, null);
        Print("tree and pruning path", ours, python, "scikit-learn", f => f.PruningCpu, null);
    }

    private static void Print(string what, List<Figures> ours, List<Figures?> theirs, string peer, Func<Figures, double> cpu, Func<Figures, double>? quality)
    {
        var pairs = ours.Zip(theirs).Where(pair => pair.Second is not null).Select(pair => (Ours: pair.First, Theirs: pair.Second!)).ToArray();
        if (pairs.Length == 0)
        {
            Console.WriteLine($"  {what,-22} {peer} not found");
            return;
        }

        var ratios = pairs.Select(pair => cpu(pair.Ours) / cpu(pair.Theirs)).ToArray();
        var line = string.Create(CultureInfo.InvariantCulture, $"  {what,-22} {peer,-13} CPU ours/theirs {ratios.Order().ElementAt(ratios.Length / 2):0.000} ({string.Join(' ', ratios.Select(ratio => ratio.ToString("0.000", CultureInfo.InvariantCulture)))})");
        if (quality is not null)
            line += string.Create(CultureInfo.InvariantCulture, $"  quality ours {pairs.Average(pair => quality(pair.Ours)):0.00000}, theirs {pairs.Average(pair => quality(pair.Theirs)):0.00000}");
        Console.WriteLine(line);
    }

    private static Figures? ScikitLearn(LearnOptions options, LearnTask task)
    {
        if (options.Peers is null)
            return null;
        // The driver prints a line for its forest, one for an exact tree, and one for a tree with its pruning path.
        var lines = DriverSide.Lines(options.Python, [Path.Combine(options.Peers, "forest.py"), task.Table, "1", Text(task.Trees)], options.Tables, 1);
        return lines is not [var forest, var tree, var pruning, ..] ? null
            : DriverSide.Parse(forest) with { TreeCpu = DriverSide.Parse(tree).TrainCpu, PruningCpu = DriverSide.Parse(pruning).TrainCpu };
    }

    private static Figures? Ranger(LearnOptions options, LearnTask task)
    {
        // The driver reads 20,000 test rows, and has to be told how many rows there are.
        var table = new PeerTable(options.Tables, task.Table);
        if (options.Peers is null || table.TestRows < ForestSide.TestRows)
            return null;
        var folder = Path.GetFullPath(Path.Combine(options.Tables, task.Table.Split(':')[0]));
        var lines = DriverSide.Lines("Rscript", [Path.Combine(options.Peers, "forest.R"), folder, Text(table.Rows), "1", Text(task.Trees)], options.Tables, 1);
        return lines is [var line, ..] ? DriverSide.Parse(line) : null;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
