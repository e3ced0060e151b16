namespace Kirana.Learn.Forests;

/// <summary>Extremely randomised trees: each split is the best of one random cut of each of a few random features.</summary>
/// <remarks>Geurts, Ernst and Wehenkel, "Extremely randomized trees", Machine Learning 2006. By default each tree is grown on all rows,
/// trying √p features at a split for classes and all p for numbers. The cut is drawn uniformly between the node's outermost
/// bins and moved to the nearest edge of a bin; of categories a random set goes left. See <see cref="ForestLearner"/>. Immutable and
/// thread-safe.</remarks>
public sealed record ExtraTrees : ForestLearner
{
    /// <summary>Extra trees with every default.</summary>
    public ExtraTrees() : base(bootstrap: false)
    {
    }

    private protected override bool HasRandomCuts => true;

    private protected override int UsualFeatures(int features, bool classifies) => classifies ? (int)Math.Sqrt(features) : features;
}
