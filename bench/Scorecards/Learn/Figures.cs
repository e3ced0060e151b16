namespace Kirana.Bench.Scorecards.Learn;

/// <summary>What one trainer was measured at in one process; NaN where it was not.</summary>
internal sealed record Figures
{
    public double BinCpu { get; init; } = double.NaN;

    public double BinWall { get; init; } = double.NaN;

    public double TrainCpu { get; init; } = double.NaN;

    /// <summary>The second training in one process.</summary>
    public double AgainCpu { get; init; } = double.NaN;

    /// <summary>An exact tree of all rows.</summary>
    public double TreeCpu { get; init; } = double.NaN;

    /// <summary>An exact tree of the first rows, with its pruning path.</summary>
    public double PruningCpu { get; init; } = double.NaN;

    public double TrainWall { get; init; } = double.NaN;

    /// <summary>The peak of resident memory less what was resident once the rows were loaded.</summary>
    public double MemoryMegabytes { get; init; } = double.NaN;

    public double OneRowMicroseconds { get; init; } = double.NaN;

    public double OneRowBytes { get; init; } = double.NaN;

    public double BatchMicrosecondsPerRow { get; init; } = double.NaN;

    public double ShapMicrosecondsPerRow { get; init; } = double.NaN;

    /// <summary>AUC of a binary target, RMSE of another.</summary>
    public double Quality { get; init; } = double.NaN;
}
