namespace Kirana.Recommend.Blending;

/// <summary>One source of a blend.</summary>
/// <param name="Learner">How the source learns.</param>
/// <param name="Weight">What its scaled scores are multiplied by; 0 or more. A source of weight 0 is not fitted.</param>
public sealed record BlendSource(IRecommenderLearner Learner, double Weight = 1);
