namespace Kirana.Forecast.Hierarchy;

/// <summary>A property by which bottom series are added up, such as their state or category.</summary>
/// <param name="Name">The property's name.</param>
/// <param name="Values">One value for each bottom series, never empty.</param>
public sealed record GroupColumn(string Name, IReadOnlyList<string> Values);
