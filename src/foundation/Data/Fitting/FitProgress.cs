namespace Kirana.Data.Fitting;

/// <summary>How far a fit is.</summary>
/// <param name="Stage">What is being done, in a few words: <c>sweep</c>, <c>trees</c>, <c>series</c>.</param>
/// <param name="Done">Units done, 0 to <paramref name="Total"/>.</param>
/// <param name="Total">Units in all; 0 if unknown.</param>
public readonly record struct FitProgress(string Stage, long Done, long Total)
{
    /// <summary>The mean loss on validation rows so far; NaN, the default, where nothing is validated.</summary>
    public double ValidationLoss { get; init; } = double.NaN;
}
