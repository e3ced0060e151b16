namespace Kirana.Pictures.Reports;

/// <summary>A paragraph of plain text.</summary>
/// <param name="Text">The text; nothing in it is read as markup.</param>
public sealed record Prose(string Text) : Block;
