namespace Kirana.Learn.Networks;

/// <summary>The losses of an epoch.</summary>
/// <param name="Epoch">The epochs done, from 1 up.</param>
/// <param name="Loss">The mean loss of the batches, each before its step.</param>
/// <param name="ValidationLoss">The mean loss of the validation rows after the epoch; NaN where there are none.</param>
public readonly record struct NetworkPoint(int Epoch, double Loss, double ValidationLoss);
