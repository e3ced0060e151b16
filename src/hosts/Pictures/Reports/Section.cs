namespace Kirana.Pictures.Reports;

/// <summary>A headed part of a report.</summary>
/// <param name="Title">The heading.</param>
/// <param name="Blocks">What stands below it.</param>
public sealed record Section(string Title, IReadOnlyList<Block> Blocks);
