using System.Globalization;
using System.Runtime.InteropServices;

namespace Kirana.Bench.Scorecards.Learn;

/// <summary>LightGBM on a task, in a process of its own.</summary>
internal static class LightGbmSide
{
    /// <summary>Trains with the options that mean the same as ours.</summary>
    /// <param name="table">The table.</param>
    /// <param name="task">The task.</param>
    /// <param name="library">The native library's path.</param>
    /// <param name="extra">More of its parameters, such as its best layout for the table.</param>
    public static Figures Run(PeerTable table, LearnTask task, string library, string extra)
    {
        var native = new LightGbm(library);
        using var rows = new Pinned(table.TrainMatrix());
        using var targets = new Pinned(table.TrainTargets());
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive);
        var loaded = Measures.ResidentMegabytes();
        var parameters = string.Create(CultureInfo.InvariantCulture,
            $"objective={(table.IsBinary ? "binary" : "regression")} num_leaves={task.Leaves} learning_rate=0.1 max_bin=255 min_data_in_leaf=20 num_threads={task.Threads} verbosity=-1 seed=7 {extra}");
        var (dataset, booster) = ((nint)0, (nint)0);
        var bin = Measures.Seconds(() => dataset = native.Dataset(rows.Address, table.Rows, table.Features, targets.Address, parameters));
        var train = Measures.Seconds(() => booster = native.Train(dataset, parameters, task.Trees));
        var memory = Measures.PeakMegabytes() - loaded;
        var again = task.IsRepeated ? Measures.Seconds(() => native.Train(dataset, parameters, task.Trees)).Cpu : double.NaN;
        return Predict(native, booster, table, task) with
        {
            BinCpu = bin.Cpu, BinWall = bin.Wall, TrainCpu = train.Cpu, TrainWall = train.Wall, MemoryMegabytes = memory, AgainCpu = again,
        };
    }

    private static Figures Predict(LightGbm native, nint booster, PeerTable table, LearnTask task)
    {
        using var rows = new Pinned(table.TestMatrix());
        var targets = table.TestTargets();
        var predictions = new double[targets.Length];
        using var result = new Pinned(predictions);
        var batch = Measures.PerRow(targets.Length, () => native.Predict(booster, rows.Address, targets.Length, table.Features, 0, task.Threads, result.Address));

        using var own = new Pinned(new double[1]);
        var single = native.SingleRow(booster, table.Features, own.Address);
        void One(int call) => single(rows.Address + call % targets.Length * table.Features * sizeof(float));
        _ = Measures.Call(One);

        var shap = double.NaN;
        if (task.WithShap)
        {
            using var contributions = new Pinned(new double[LearnScorecard.ShapRows * (table.Features + 1)]);
            shap = Measures.PerRow(LearnScorecard.ShapRows, () =>
                native.Predict(booster, rows.Address, LearnScorecard.ShapRows, table.Features, LightGbm.Contributions, 1, contributions.Address));
        }

        return new Figures
        {
            BatchMicrosecondsPerRow = batch, OneRowMicroseconds = Measures.Call(One), ShapMicrosecondsPerRow = shap,
            Quality = Measures.Quality(table.IsBinary, targets, predictions),
        };
    }

    /// <summary>An array that native code may look at.</summary>
    private readonly struct Pinned(Array array) : IDisposable
    {
        private readonly GCHandle _handle = GCHandle.Alloc(array, GCHandleType.Pinned);

        public nint Address => _handle.AddrOfPinnedObject();

        public void Dispose() => _handle.Free();
    }
}
