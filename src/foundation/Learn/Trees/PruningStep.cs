namespace Kirana.Learn.Trees;

/// <summary>One tree of a pruning path.</summary>
/// <param name="Alpha">The least α from which on this tree is the best.</param>
/// <param name="Leaves">|T|, its leaves.</param>
/// <param name="Risk">R(T), the impurity of its leaves weighted by their shares of the rows.</param>
public readonly record struct PruningStep(double Alpha, int Leaves, double Risk);
