using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Learn.Forests;
using Kirana.Learn.Trees;

namespace Kirana.Bench.Scorecards.Learn;

/// <summary>Our own forest, exact tree and pruning path on a table, in a process of their own: compiling is part of their time.</summary>
internal static class ForestSide
{
    /// <summary>The forest is judged by so many test rows.</summary>
    public const int TestRows = 20_000;

    /// <summary>The pruning path is that of a tree of so many rows.</summary>
    public const int PruningRows = 20_000;

    public static Figures Run(PeerTable table, LearnTask task)
    {
        var (data, context) = (Classes(table), new FitContext { Threads = task.Threads, Seed = 7 });
        Forest? forest = null;
        var (cpu, wall) = Measures.Seconds(() => forest = new RandomForest { Trees = task.Trees }.Fit(data, context));
        var (tree, _) = Measures.Seconds(() => new DecisionTree().Fit(data, context));
        var few = data.Take([.. Enumerable.Range(0, Math.Min(PruningRows, data.RowCount))]);
        var (pruning, _) = Measures.Seconds(() => new DecisionTree().Fit(few, context).PruningPath());

        var count = Math.Min(TestRows, table.TestRows);
        var predictions = new float[count];
        var rows = table.TestMatrix().AsSpan(0, count * table.Features);
        if (table.IsBinary)
            forest!.PredictProbability(rows, predictions);
        else
            forest!.Predict(rows, predictions);
        return new Figures
        {
            TrainCpu = cpu, TrainWall = wall, TreeCpu = tree, PruningCpu = pruning,
            Quality = Measures.Quality(table.IsBinary, table.TestTargets()[..count], Array.ConvertAll(predictions, p => (double)p)),
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
