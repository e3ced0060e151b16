namespace Kirana.Pictures.Reports;

/// <summary>A table.</summary>
/// <param name="Columns">The headings.</param>
/// <param name="Rows">The cells, row by row, one for each heading.</param>
/// <param name="Caption">What it shows; none where empty.</param>
public sealed record Table(IReadOnlyList<TableColumn> Columns, IReadOnlyList<IReadOnlyList<Cell>> Rows, string Caption = "") : Block;
