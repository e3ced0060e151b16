using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Learn.Forests;
using Kirana.Learn.Trees;

namespace Kirana.Bench.Scorecards.Learn;

/// <summary>Our own forest, exact tree and pruning path on a table, in a process of their own: compiling is part of their time.</summary>
internal static class ForestSide
{
    /// <summary>The pruning path is that of a tree of so many rows.</summary>
    public const int PruningRows = 20_000;

    public static Figures Run(PeerTable table, LearnTask task, ulong seed)
    {
        var (data, context) = (Classes(table), new FitContext { Threads = task.Threads, Seed = seed });
        Forest? forest = null;
        var (cpu, wall) = Measures.Seconds(() => forest = new RandomForest { Trees = task.Trees }.Fit(data, context));
        var (tree, _) = Measures.Seconds(() => new DecisionTree().Fit(data, context));
        var few = data.Take([.. Enumerable.Range(0, Math.Min(PruningRows, data.RowCount))]);
        var (pruning, _) = Measures.Seconds(() => new DecisionTree().Fit(few, context).PruningPath());
        var (again, _) = Measures.Seconds(() => new RandomForest { Trees = task.Trees }.Fit(data, context));

        var predictions = new float[table.TestRows];
        var rows = table.TestMatrix();
        if (table.IsBinary)
            forest!.PredictProbability(rows, predictions);
        else
            forest!.Predict(rows, predictions);
        return new Figures
        {
            TrainCpu = cpu, TrainWall = wall, AgainCpu = again, TreeCpu = tree, PruningCpu = pruning,
            Quality = Measures.Quality(table.IsBinary, table.TestTargets(), Array.ConvertAll(predictions, p => (double)p)),
        };
    }

    /// <summary>The training rows with a binary target as two classes.</summary>
    private static TabularData Classes(PeerTable table)
    {
        var data = table.Train();
        if (!table.IsBinary)
            return data;
        var target = new CategoryColumn("target", Array.ConvertAll(table.TrainTargets(), t => (int)t), ["0", "1"]);
        return new TabularData(new Table([.. data.Features, target]), "target");
    }
}
