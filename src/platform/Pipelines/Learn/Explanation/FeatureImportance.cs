namespace Kirana.Pipelines.Learn.Explanation;

/// <summary>What a feature is worth to a model.</summary>
/// <param name="Name">The feature.</param>
/// <param name="Gain">Its share of what all splits gained in training, 0 to 1.</param>
/// <param name="Increase">By how much the loss on rows that were not learnt from rises when it is shuffled among them; about 0 where it says nothing.</param>
/// <param name="StandardError">The standard error of that.</param>
public sealed record FeatureImportance(string Name, double Gain, double Increase, double StandardError);
