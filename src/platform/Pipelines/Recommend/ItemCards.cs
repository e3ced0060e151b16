using Kirana.Data.Feedback;
using Kirana.Operate.Stores;
using Kirana.Recommend;

namespace Kirana.Pipelines.Recommend;

/// <summary>A shop's catalogue for showing lists: titles, prices, reasons in words, and which items are goods.</summary>
internal sealed class ItemCards
{
    private const string Goods = "product";
    private readonly Dictionary<string, CatalogueItem> _items;

    public ItemCards(IReadOnlyList<CatalogueItem> catalogue) => _items = catalogue.ToDictionary(item => item.Id, StringComparer.Ordinal);

    /// <summary>Whether the shop knows the item.</summary>
    public bool Knows(string id) => _items.ContainsKey(id);

    /// <summary>The items of a map that are no goods by the shop's present rules, ascending: fees and vouchers, never to be listed.</summary>
    public int[] HiddenOf(IdMap items)
    {
        var hidden = new List<int>();
        for (var item = 0; item < items.Count; item++)
            if (_items.TryGetValue(items[item], out var card) && !string.Equals(card.Kind, Goods, StringComparison.Ordinal))
                hidden.Add(item);
        return [.. hidden];
    }

    /// <summary>What to say about an unknown item.</summary>
    public KeyNotFoundException Unknown(string id)
    {
        var near = NearMatches.Of(id, _items.Values.Where(item => string.Equals(item.Kind, Goods, StringComparison.Ordinal)).Select(item => (item.Id, item.Title)));
        return new KeyNotFoundException($"There is no item '{id}'." + (near.Count > 0 ? $" Did you mean {string.Join(" or ", near.Select(match => $"'{match}'"))}?" : ""));
    }

    /// <summary>One place of a list.</summary>
    public RecommendedItem Card(string id, float score, string source, IReadOnlyList<string> reasons)
    {
        var card = _items.GetValueOrDefault(id);
        return new RecommendedItem(id, card?.Title ?? "", card?.Category ?? "", card?.Price, score, source, reasons);
    }

    /// <summary>A reason in words.</summary>
    public string InWords(Reason reason, IdMap items) => reason.Kind switch
    {
        "bought-together" => $"bought together with {TitleOf(items[reason.Item])}",
        "similar-taste" => $"liked by customers who like {TitleOf(items[reason.Item])}",
        "trending" => "bought much lately",
        "popular" => "popular with all customers",
        var kind => reason.Item < 0 ? kind : $"{kind}: {TitleOf(items[reason.Item])}",
    };

    private string TitleOf(string id) => _items.GetValueOrDefault(id) is { Title.Length: > 0 } card ? card.Title : id;
}
