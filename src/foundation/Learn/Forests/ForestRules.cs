namespace Kirana.Learn.Forests;

/// <summary>How the trees of a forest grow.</summary>
/// <param name="FeaturesPerSplit">How many features are drawn for a split.</param>
/// <param name="MaxDepth">The most splits on the way to a leaf.</param>
/// <param name="MinRowsPerLeaf">The fewest rows of a leaf.</param>
/// <param name="MinRowsToSplit">The fewest rows of a node that is split.</param>
/// <param name="MinGain">What a split must lower the impurity by, as a share of the tree's weight.</param>
/// <param name="RandomCuts">One random cut per feature in place of the best one.</param>
internal sealed record ForestRules(int FeaturesPerSplit, int MaxDepth, int MinRowsPerLeaf, int MinRowsToSplit, double MinGain, bool RandomCuts);
