using Kirana.Operate.Registry;
using Kirana.Operate.Shops;

namespace Kirana.Pipelines.Serving;

/// <summary>What is served at a moment. Immutable; swapped whole.</summary>
/// <param name="Version">The shop's version it shows.</param>
/// <param name="Since">When it was made.</param>
/// <param name="Recommend">The recommender that answers, or <see langword="null"/>.</param>
/// <param name="Forecast">The forecast that answers, or <see langword="null"/>.</param>
/// <param name="Problems">What cannot be served; empty if everything can.</param>
public sealed record ServingState(
    ShopVersion Version, DateTimeOffset Since, ModelVersion? Recommend, ModelVersion? Forecast, IReadOnlyList<ServingProblem> Problems);
