using Kirana.Data.Feedback;

namespace Kirana.Recommend.Evaluation;

/// <summary>Data to fit on, and cases made of the rest.</summary>
/// <param name="Train">What a learner may see.</param>
/// <param name="Cases">What its model is asked, shoppers with a history.</param>
public sealed record Split(Interactions Train, TestCases Cases);
