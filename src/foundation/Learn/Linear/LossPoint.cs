namespace Kirana.Learn.Linear;

/// <summary>The loss after some epochs.</summary>
/// <param name="Epoch">The epochs done; 0 for the start.</param>
/// <param name="Loss">The weighted mean squared error of all rows.</param>
public readonly record struct LossPoint(int Epoch, double Loss);
