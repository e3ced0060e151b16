namespace Kirana.Learn.Selection;

/// <summary>What became of one feature in a selection.</summary>
/// <param name="Name">The feature's name.</param>
/// <param name="Wins">In how many rounds it was more important than every shuffled feature.</param>
/// <param name="Importance">The median over rounds of its importance: by how many standard errors the forest's error rises when it is
/// shuffled among rows that the trees did not see.</param>
/// <param name="Verdict">What follows from the wins.</param>
public sealed record FeatureScore(string Name, int Wins, double Importance, FeatureVerdict Verdict);
