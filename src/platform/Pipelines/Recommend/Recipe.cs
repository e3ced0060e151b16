using Kirana.Recommend;

namespace Kirana.Pipelines.Recommend;

/// <summary>A learner with good settings and the other settings worth trying, under one name.</summary>
/// <param name="Name">The name, such as <c>implicit-als</c>.</param>
/// <param name="Learner">The learner with its default settings.</param>
/// <param name="Variations">What tuning tries, one axis after another: each axis makes several learners of the best so far.</param>
public sealed record Recipe(string Name, IRecommenderLearner Learner, IReadOnlyList<Func<IRecommenderLearner, IEnumerable<IRecommenderLearner>>> Variations);
