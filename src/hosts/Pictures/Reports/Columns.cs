namespace Kirana.Pictures.Reports;

/// <summary>Blocks side by side where the page is wide enough, one below the other where it is not.</summary>
/// <param name="Blocks">The blocks.</param>
public sealed record Columns(IReadOnlyList<Block> Blocks) : Block;
