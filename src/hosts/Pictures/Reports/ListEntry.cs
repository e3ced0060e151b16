namespace Kirana.Pictures.Reports;

/// <summary>An entry of a list.</summary>
/// <param name="Text">What it names.</param>
/// <param name="Detail">What is said about it, smaller; none where empty.</param>
public sealed record ListEntry(string Text, string Detail = "");
