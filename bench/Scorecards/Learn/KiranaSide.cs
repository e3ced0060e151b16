using System.Diagnostics;
using Kirana.Data.Fitting;
using Kirana.Learn.Boosting;
using Kirana.Learn.Objectives;

namespace Kirana.Bench.Scorecards.Learn;

/// <summary>Our own trainer on a task, in a process of its own: compiling is part of its time.</summary>
internal sealed class KiranaSide : IProgress<FitProgress>
{
    /// <summary>Asks for splits by gradients alone.</summary>
    public const string Gradients = "gradients";

    private (TimeSpan Cpu, long Wall) _binned;

    public static Figures Run(PeerTable table, LearnTask task, string extra)
    {
        var data = table.Train();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive);
        var loaded = Measures.ResidentMegabytes();
        var learner = new GradientBoosting
        {
            Trees = task.Trees, Leaves = task.Leaves, Objective = table.IsBinary ? Objective.Logistic : Objective.Squared,
            Step = extra is Gradients ? BoostingStep.GradientNewton : BoostingStep.Newton,
        };

        var side = new KiranaSide();
        var (cpu, wall) = (Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp());
        var model = learner.Fit(data, new FitContext { Threads = task.Threads, Progress = side });
        var figures = new Figures
        {
            BinCpu = (side._binned.Cpu - cpu).TotalSeconds,
            BinWall = Stopwatch.GetElapsedTime(wall, side._binned.Wall).TotalSeconds,
            TrainCpu = (Environment.CpuUsage.TotalTime - side._binned.Cpu).TotalSeconds,
            TrainWall = Stopwatch.GetElapsedTime(side._binned.Wall).TotalSeconds,
            MemoryMegabytes = Measures.PeakMegabytes() - loaded,
        };
        if (task.IsRepeated)
        {
            _ = learner.Fit(data, new FitContext { Threads = task.Threads, Progress = side });
            figures = figures with { AgainCpu = (Environment.CpuUsage.TotalTime - side._binned.Cpu).TotalSeconds };
        }

        return Predict(model, table, task, figures);
    }

    public void Report(FitProgress value)
    {
        if (value.Stage is "bins")
            _binned = (Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp());
    }

    private static Figures Predict(BoostedTrees model, PeerTable table, LearnTask task, Figures figures)
    {
        var (rows, targets, width) = (table.TestMatrix(), table.TestTargets(), table.Features);
        var predictions = new float[targets.Length];
        model.Predict(rows, predictions);
        var batch = Measures.PerRow(targets.Length, () => model.Predict(rows, predictions));

        var sum = 0f;
        void One(int call) => sum += model.Predict(rows.AsSpan(call % targets.Length * width, width));
        _ = Measures.Call(One);
        var before = GC.GetAllocatedBytesForCurrentThread();
        sum += model.Predict(rows.AsSpan(0, width));
        var bytes = GC.GetAllocatedBytesForCurrentThread() - before;

        var shap = double.NaN;
        if (task.WithShap)
        {
            var contributions = new double[width + 1];
            shap = Measures.PerRow(LearnScorecard.ShapRows, () =>
            {
                for (var row = 0; row < LearnScorecard.ShapRows; row++)
                    model.Explain(rows.AsSpan(row * width, width), contributions);
            });
        }

        return figures with
        {
            BatchMicrosecondsPerRow = batch,
            OneRowMicroseconds = Measures.Call(One),
            OneRowBytes = bytes,
            ShapMicrosecondsPerRow = shap,
            Quality = Measures.Quality(table.IsBinary, targets, Array.ConvertAll(predictions, p => (double)p)),
        };
    }
}
