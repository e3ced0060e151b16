namespace Kirana.Pipelines.Recommend;

/// <summary>What one feature adds to the score of an item.</summary>
/// <param name="Feature">The feature's name.</param>
/// <param name="Value">Its value; <see langword="null"/> where it is not known.</param>
/// <param name="Share">What it adds, in units of the score.</param>
public sealed record FeatureTrace(string Feature, float? Value, double Share);
