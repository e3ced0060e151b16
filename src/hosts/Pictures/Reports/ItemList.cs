namespace Kirana.Pictures.Reports;

/// <summary>A headed list, such as what a customer bought.</summary>
/// <param name="Title">The heading; none where empty.</param>
/// <param name="Entries">The entries in order.</param>
public sealed record ItemList(string Title, IReadOnlyList<ListEntry> Entries) : Block
{
    /// <summary>Whether entries are numbered; no by default.</summary>
    public bool Numbered { get; init; }
}
