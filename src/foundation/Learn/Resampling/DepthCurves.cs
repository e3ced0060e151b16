namespace Kirana.Learn.Resampling;

/// <summary>What a <see cref="DepthSweep"/> found: a single tree beside a forest, on the same samples and test rows.</summary>
/// <param name="Tree">The single tree.</param>
/// <param name="Forest">The forest; <see langword="null"/> if there was none.</param>
/// <param name="Classifies">Whether errors are shares of wrong classes, with bias² and variance by Kohavi and Wolpert; else squared errors.</param>
/// <param name="Samples">The number of training samples R.</param>
/// <param name="TrainingRows">The rows of the table that samples were drawn from, or of a fresh sample.</param>
/// <param name="TestRows">The rows that no fit saw.</param>
public sealed record DepthCurves(DepthCurve Tree, DepthCurve? Forest, bool Classifies, int Samples, int TrainingRows, int TestRows);
