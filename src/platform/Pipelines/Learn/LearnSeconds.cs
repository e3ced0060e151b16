namespace Kirana.Pipelines.Learn;

/// <summary>What learning took.</summary>
/// <param name="Load">Wall seconds of reading the files.</param>
/// <param name="Bin">Wall seconds of putting the features into bins; 0 where the learner needs none or does it while it grows.</param>
/// <param name="TrainCpu">CPU seconds of fitting, without binning.</param>
/// <param name="TrainWall">Wall seconds of fitting, without binning.</param>
public sealed record LearnSeconds(double Load, double Bin, double TrainCpu, double TrainWall);
