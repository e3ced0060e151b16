namespace Kirana.Recommend.Content;

/// <summary>What a catalogue says of one item before anybody dealt with it.</summary>
public sealed record ItemDescription
{
    /// <summary>Nothing is said.</summary>
    public static ItemDescription Unknown { get; } = new();

    /// <summary>The title; empty if there is none.</summary>
    public string Title { get; init; } = "";

    /// <summary>The category path, its levels parted by <c> &gt; </c>; empty if none is known.</summary>
    public string Category { get; init; } = "";

    /// <summary>The brand; empty if none is known.</summary>
    public string Brand { get; init; } = "";

    /// <summary>Further marks of the item, such as its attributes; each counts as a whole. None by default.</summary>
    public IReadOnlyList<string> Marks { get; init; } = [];
}
