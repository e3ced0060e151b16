namespace Kirana.Forecast.Hierarchy;

/// <summary>One series of a hierarchy and what it is part of.</summary>
/// <param name="Key">The series' key, once in a hierarchy.</param>
/// <param name="Parent">The key of the series it adds to; <see langword="null"/> for a top.</param>
public readonly record struct HierarchyRow(string Key, string? Parent);
