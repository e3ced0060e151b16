namespace Kirana.Recommend;

/// <summary>One reason why an item stands in a list.</summary>
/// <param name="Kind">What kind of reason: <c>popular</c>, <c>trending</c>, <c>bought-together</c>, <c>similar-taste</c>,
/// <c>seen-together</c> (near it in sessions), <c>repeat</c> (dealt with just now),
/// <c>alike</c> (by what the catalogue says), <c>alike:SET</c> (by the vectors of that name, such as <c>alike:picture</c>), <c>category</c> (popular among what is of its category).</param>
/// <param name="Item">The index of the item of the history that speaks for it, or −1.</param>
/// <param name="Weight">Its share of the score, in units of the score.</param>
public readonly record struct Reason(string Kind, int Item, float Weight);
