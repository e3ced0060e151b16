using System.Collections.Concurrent;
using Kirana.Data.Feedback;
using Kirana.Operate.Stores;
using Kirana.Pipelines.Words;
using Kirana.Recommend;

namespace Kirana.Pipelines.Recommend;

/// <summary>A shop's catalogue for showing lists: titles, prices, reasons in words, and which items are goods.</summary>
/// <remarks>Thread-safe. What is learned of items after the catalogue was read is laid over it.</remarks>
internal sealed class ItemCards
{
    private const int NearShown = 3;
    private const string ContextualMark = "popular:";
    private const string SearchMark = "matches:";
    private const string VectorMark = "alike:";

    private readonly Dictionary<string, CatalogueItem> _items;
    private readonly ConcurrentDictionary<string, CatalogueItem> _since = new(StringComparer.Ordinal);
    private volatile string[] _hiddenSince = [];
    private volatile int _changes;

    public ItemCards(IReadOnlyList<CatalogueItem> catalogue) => _items = catalogue.ToDictionary(item => item.Id, StringComparer.Ordinal);

    /// <summary>How often an item was laid over the catalogue.</summary>
    public int Changes => _changes;

    /// <summary>Every item, in no order.</summary>
    public IEnumerable<CatalogueItem> All => _since.IsEmpty ? _items.Values : _items.Values.Where(item => !_since.ContainsKey(item.Id)).Concat(_since.Values);

    /// <summary>Whether the shop knows the item.</summary>
    public bool Knows(string id) => Find(id) is not null;

    /// <summary>What is known of an item, or <see langword="null"/>.</summary>
    public CatalogueItem? Find(string id) => _since.TryGetValue(id, out var item) ? item : _items.GetValueOrDefault(id);

    /// <summary>Lays a new or changed item over the catalogue. For one writer at a time.</summary>
    public void Set(CatalogueItem item)
    {
        _since[item.Id] = item;
        _changes++;
        var hides = !string.Equals(item.Kind, ItemKinds.Product, StringComparison.Ordinal);
        if (hides != _hiddenSince.Contains(item.Id, StringComparer.Ordinal))
            _hiddenSince = hides ? [.. _hiddenSince, item.Id] : [.. _hiddenSince.Where(id => !string.Equals(id, item.Id, StringComparison.Ordinal))];
    }

    /// <summary>The items of a map that are no goods by the catalogue, ascending: fees and vouchers, never to be listed.</summary>
    public int[] HiddenOf(IdMap items)
    {
        var hidden = new List<int>();
        for (var item = 0; item < items.Count; item++)
            if (_items.TryGetValue(items[item], out var card) && !string.Equals(card.Kind, ItemKinds.Product, StringComparison.Ordinal))
                hidden.Add(item);
        return [.. hidden];
    }

    /// <summary>The items of a map that turned out to be no goods after the catalogue was read: mostly none.</summary>
    public int[] HiddenSince(IdMap items)
    {
        var ids = _hiddenSince;
        if (ids.Length == 0)
            return [];
        var hidden = new List<int>(ids.Length);
        foreach (var id in ids)
            if (items.TryGetIndex(id, out var item))
                hidden.Add(item);
        return [.. hidden];
    }

    /// <summary>What to say about an unknown item.</summary>
    public KeyNotFoundException Unknown(string id)
    {
        var near = NearestWords.Several(id, All.Where(item => string.Equals(item.Kind, ItemKinds.Product, StringComparison.Ordinal)).Select(item => (item.Id, item.Title)), NearShown);
        return new KeyNotFoundException($"There is no item '{id}'." + (near.Count > 0 ? $" Did you mean {string.Join(" or ", near.Select(match => $"'{match}'"))}?" : ""));
    }

    /// <summary>One place of a list.</summary>
    public RecommendedItem Card(string id, float score, string source, IReadOnlyList<string> reasons)
    {
        var card = Find(id);
        return new RecommendedItem(id, card?.Title ?? "", card?.Category ?? "", card?.Price, score, source, reasons);
    }

    /// <summary>A reason in words.</summary>
    public string InWords(Reason reason, IdMap items) => reason.Kind switch
    {
        "bought-together" => $"bought together with {TitleOf(items[reason.Item])}",
        "similar-taste" => $"liked by customers who like {TitleOf(items[reason.Item])}",
        "seen-together" => $"often seen together with {TitleOf(items[reason.Item])}",
        "alike" => $"fits {TitleOf(items[reason.Item])}",
        var kind when kind.StartsWith(VectorMark, StringComparison.Ordinal) => $"alike by {kind[VectorMark.Length..]} vectors to {TitleOf(items[reason.Item])}",
        "category" => $"popular beside {TitleOf(items[reason.Item])}",
        "repeat" => "looked at before",
        "trending" => "bought much lately",
        "popular" => "popular with all customers",
        var kind when kind.StartsWith(ContextualMark, StringComparison.Ordinal) => $"popular where {InWords(kind[ContextualMark.Length..])}",
        var kind when kind.StartsWith(SearchMark, StringComparison.Ordinal) => $"matches '{kind[SearchMark.Length..]}'",
        var kind => reason.Item < 0 ? kind : $"{kind}: {TitleOf(items[reason.Item])}",
    };

    /// <summary>A context such as <c>country=GB</c> in words.</summary>
    public static string InWords(string context) => context.Replace("=", " is ", StringComparison.Ordinal);

    /// <summary>An item's title; its id where none is known.</summary>
    public string TitleOf(string id) => Find(id) is { Title.Length: > 0 } card ? card.Title : id;
}
