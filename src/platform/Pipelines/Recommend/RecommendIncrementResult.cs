using Kirana.Operate.Registry;

namespace Kirana.Pipelines.Recommend;

/// <summary>What <c>kirana train recommend --increment</c> answers.</summary>
/// <param name="Version">The version registered, or the current one if there was nothing to take in.</param>
/// <param name="Promoted">Whether it serves now.</param>
/// <param name="Events">The events taken in.</param>
/// <param name="NewItems">The items that the model it goes out from did not know.</param>
/// <param name="Rule">What was done, as sentences.</param>
public sealed record RecommendIncrementResult(ModelVersion Version, bool Promoted, long Events, int NewItems, string Rule);
