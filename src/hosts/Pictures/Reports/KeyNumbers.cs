namespace Kirana.Pictures.Reports;

/// <summary>A few numbers that a reader should take home.</summary>
/// <param name="Numbers">The numbers, the most important first.</param>
public sealed record KeyNumbers(IReadOnlyList<KeyNumber> Numbers) : Block;
