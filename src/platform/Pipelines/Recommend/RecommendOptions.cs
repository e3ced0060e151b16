namespace Kirana.Pipelines.Recommend;

/// <summary>How a list is to be.</summary>
public sealed record RecommendOptions
{
    /// <summary>The most items of a list, at least 1; 10 by default.</summary>
    public int Count { get; init; } = 10;

    /// <summary>Whether each item comes with reasons; not by default.</summary>
    public bool Why { get; init; }

    /// <summary>Whether each item comes with a trace of how it came to its place; not by default.</summary>
    public bool Explain { get; init; }

    /// <summary>Which graph alone makes a list beside an item, one of <see cref="ProductGraphs.Names"/>; <see langword="null"/>, the default, for the model.</summary>
    public string? Graph { get; init; }

    /// <summary>Whether items the customer bought before may be listed; not by default. Say yes where goods are bought again and again.</summary>
    public bool IncludeBought { get; init; }
}
