namespace Kirana.Learn.Metrics;

/// <summary>Rows of similar probability.</summary>
/// <param name="Said">The mean probability of the positive class.</param>
/// <param name="Came">The share that was positive.</param>
/// <param name="Weight">The weight of the rows.</param>
public readonly record struct CalibrationBin(double Said, double Came, double Weight);
