namespace Kirana.Learn.Forests;

/// <summary>Features whose importance is asked for together, such as the columns one measurement was spread over.</summary>
/// <param name="Name">A name.</param>
/// <param name="Features">The names of the features, at least one.</param>
public sealed record FeatureGroup(string Name, IReadOnlyList<string> Features);
