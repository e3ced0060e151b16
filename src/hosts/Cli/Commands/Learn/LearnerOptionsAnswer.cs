using Kirana.Pipelines.Learn.Learners;

namespace Kirana.Cli.Commands.Learn;

/// <summary>The options of a learner.</summary>
/// <param name="Learner">The learner.</param>
/// <param name="Description">What it is.</param>
/// <param name="Options">Its options.</param>
internal sealed record LearnerOptionsAnswer(string Learner, string Description, IReadOnlyList<LearnerOption> Options);
