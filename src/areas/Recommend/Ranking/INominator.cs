namespace Kirana.Recommend.Ranking;

/// <summary>A recommender that names its best items without a look at all others.</summary>
/// <remarks>What it names and how it scores equals <see cref="IRecommender.Score"/>.</remarks>
internal interface INominator
{
    /// <summary>Names the best items.</summary>
    /// <param name="shopper">For whom.</param>
    /// <param name="nominated">Takes them.</param>
    void Nominate(Shopper shopper, SourceNominations nominated);
}
