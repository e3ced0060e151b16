namespace Kirana.Pipelines.Recommend;

/// <summary>One place of a list.</summary>
/// <param name="Id">The item's id.</param>
/// <param name="Title">Its title; empty if none is known.</param>
/// <param name="Category">Its category path; empty if none is known.</param>
/// <param name="Price">Its price, if one is known.</param>
/// <param name="Score">The model's score, on the model's own scale. Items that fill the list's end have the popular list's, those
/// of <c>rules</c> and <c>new</c> 0.</param>
/// <param name="Source">The model that put it there, such as <c>implicit-als</c> or <c>popular</c>; <c>rules</c> or <c>new</c> for an item that none put
/// there and a rule pins, or that is tried because it is new.</param>
/// <param name="Reasons">Why it stands there, strongest first; empty unless asked for.</param>
public sealed record RecommendedItem(
    string Id, string Title, string Category, decimal? Price, float Score, string Source, IReadOnlyList<string> Reasons)
{
    /// <summary>How it came to its place; <see langword="null"/> unless asked for.</summary>
    public ItemTrace? Trace { get; init; }
}
