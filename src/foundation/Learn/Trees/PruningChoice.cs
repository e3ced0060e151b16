namespace Kirana.Learn.Trees;

/// <summary>A pruned tree and how it was chosen.</summary>
/// <param name="Tree">The chosen tree, fitted on all rows.</param>
/// <param name="Candidates">The trees of the pruning path, from the whole tree to its root.</param>
/// <param name="Best">The place of the candidate of least error; the smaller tree of equals.</param>
/// <param name="Chosen">The place of the chosen candidate.</param>
public sealed record PruningChoice(CartTree Tree, IReadOnlyList<PruningCandidate> Candidates, int Best, int Chosen);
