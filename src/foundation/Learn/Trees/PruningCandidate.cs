namespace Kirana.Learn.Trees;

/// <summary>A tree of the pruning path with its cross-validated error.</summary>
/// <param name="Alpha">α, where the tree becomes the smallest that minimises R(T) + α·|T|.</param>
/// <param name="Leaves">Its leaves.</param>
/// <param name="Error">The mean error of held-out rows: the share of wrong classes, or the criterion's loss of a number.</param>
/// <param name="StandardError">The standard error of that mean over rows.</param>
public readonly record struct PruningCandidate(double Alpha, int Leaves, double Error, double StandardError);
