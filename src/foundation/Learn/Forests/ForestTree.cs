using Kirana.Learn.Trees;

namespace Kirana.Learn.Forests;

/// <summary>A tree of a forest.</summary>
/// <param name="Tree">The tree.</param>
/// <param name="Shares">The share of each class in each node (nodes × classes); none where there are at most two.</param>
/// <param name="Leaves">The rows of each leaf, where they are kept.</param>
internal sealed record ForestTree(Tree Tree, float[] Shares, LeafRows? Leaves);
