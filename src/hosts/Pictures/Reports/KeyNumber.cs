namespace Kirana.Pictures.Reports;

/// <summary>A number with what it counts.</summary>
/// <param name="Value">The number as text, short.</param>
/// <param name="Label">What it counts.</param>
/// <param name="Note">What it is measured against, smaller; none where empty.</param>
public sealed record KeyNumber(string Value, string Label, string Note = "");
