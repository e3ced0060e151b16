namespace Kirana.Pictures.Reports;

/// <summary>A column of a table.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="IsNumber">Whether its cells are numbers, which stand at its right edge.</param>
public sealed record TableColumn(string Title, bool IsNumber = false);
