namespace Kirana.Recommend.Ranking;

/// <summary>What one feature adds to the score of an item.</summary>
/// <param name="Feature">The feature's name.</param>
/// <param name="Value">Its value; NaN where it is not known.</param>
/// <param name="Share">What it adds, in units of the score: with the others and the mean it makes the score (TreeSHAP).</param>
public readonly record struct FeatureShare(string Feature, float Value, double Share);
