namespace Kirana.Learn.Searching;

/// <summary>Begins search spaces.</summary>
public static class Space
{
    /// <summary>A space of one learner, to which dimensions are added: <c>Space.Of(new GradientBoosting()).LogUniform(0.01, 0.3, (l, v) => l with { LearningRate = v })</c>.</summary>
    /// <typeparam name="TLearner">The learner, or <c>IEstimator&lt;ITableModel&gt;</c> for a choice among several.</typeparam>
    /// <param name="learner">The learner as it is before any value is set.</param>
    public static Space<TLearner> Of<TLearner>(TLearner learner) where TLearner : IEstimator<ITableModel>
    {
        ArgumentNullException.ThrowIfNull(learner);
        return new Space<TLearner>(learner, [], null);
    }
}
