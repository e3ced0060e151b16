using Kirana.Recommend;

namespace Kirana.Pipelines.Recommend;

/// <summary>What tuning chose and all it tried.</summary>
/// <param name="Chosen">The learner with the best settings.</param>
/// <param name="Metric">The figure that decided, such as <c>ndcg@20</c>.</param>
/// <param name="Trials">Every setting tried, in order.</param>
public sealed record TuningReport(IRecommenderLearner Chosen, string Metric, IReadOnlyList<TuningTrial> Trials)
{
    /// <summary>The name of the recipe chosen.</summary>
    public string Recipe { get; init; } = "";

    /// <summary>Why it was chosen, as a sentence.</summary>
    public string Why { get; init; } = "";
}
