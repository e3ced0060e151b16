namespace Kirana.Learn.Forests;

/// <summary>A random forest: each tree is grown on rows drawn with repetition and splits on the best of a few random features.</summary>
/// <remarks>Breiman, "Random forests", Machine Learning 2001. By default √p features are tried at a split for classes and p/3 for numbers,
/// rounded down, as he proposes. Trees are grown in full. See <see cref="ForestLearner"/>. Immutable and thread-safe.</remarks>
public sealed record RandomForest : ForestLearner
{
    /// <summary>A random forest with every default.</summary>
    public RandomForest() : base(bootstrap: true)
    {
    }

    private protected override bool HasRandomCuts => false;

    private protected override int UsualFeatures(int features, bool classifies) => classifies ? (int)Math.Sqrt(features) : features / 3;
}
