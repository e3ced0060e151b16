namespace Kirana.Pictures.Reports;

/// <summary>A cell of a table.</summary>
/// <param name="Text">What it says.</param>
public sealed record Cell(string Text)
{
    /// <summary>Whether it is the row that matters, set in bold; no by default.</summary>
    public bool IsStrong { get; init; }

    /// <summary>A series drawn as a small line beside the text; none by default.</summary>
    public IReadOnlyList<double> Spark { get; init; } = [];

    /// <summary>A cell of plain text.</summary>
    /// <param name="text">What it says.</param>
    public static implicit operator Cell(string text) => new(text);
}
