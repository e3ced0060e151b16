namespace Kirana.Learn.Linear;

/// <summary>What <see cref="StochasticGradientRegression"/> found and how it got there.</summary>
/// <param name="Model">The model.</param>
/// <param name="History">The loss at the start, after every so many epochs, and at the end.</param>
/// <param name="Epochs">The epochs done.</param>
/// <param name="HasSettled">Whether it ended because the loss no longer fell, and not because the epochs were used up.</param>
public sealed record StochasticGradientDescent(LinearModel Model, IReadOnlyList<LossPoint> History, int Epochs, bool HasSettled);
