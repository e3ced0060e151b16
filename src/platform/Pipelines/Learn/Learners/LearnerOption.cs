namespace Kirana.Pipelines.Learn.Learners;

/// <summary>An option of a learner, as people name it.</summary>
/// <param name="Name">The name in small letters with hyphens, such as <c>learning-rate</c>.</param>
/// <param name="Default">The value where it is not set.</param>
/// <param name="Range">What it may be.</param>
/// <param name="Meaning">What it does, in a few words.</param>
public sealed record LearnerOption(string Name, string Default, string Range, string Meaning);
