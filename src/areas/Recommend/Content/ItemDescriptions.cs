using Kirana.Data.Feedback;

namespace Kirana.Recommend.Content;

/// <summary>What a catalogue says of every item of a map. Immutable and thread-safe.</summary>
public sealed class ItemDescriptions
{
    private readonly ItemDescription[] _descriptions;

    /// <summary>Gathers descriptions.</summary>
    /// <param name="items">The items.</param>
    /// <param name="find">The description of an item by its id; <see langword="null"/> for none.</param>
    public ItemDescriptions(IdMap items, Func<string, ItemDescription?> find)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(find);
        Items = items;
        _descriptions = [.. items.Ids.Select(id => find(id) ?? ItemDescription.Unknown)];
    }

    /// <summary>The items.</summary>
    public IdMap Items { get; }

    /// <summary>The description of an item.</summary>
    /// <param name="item">The item's index.</param>
    public ItemDescription this[int item] => _descriptions[item];

    /// <summary>Whether each item has a word of the title, a level of the category, the brand or a mark in common with another: of the rest
    /// nothing can be told.</summary>
    public bool[] Comparable()
    {
        var terms = _descriptions.Select(description => DescriptionTerms.Of(description).Keys.ToArray()).ToArray();
        var holders = terms.SelectMany(item => item).CountBy(term => term, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        return [.. terms.Select(item => item.Any(term => holders[term] > 1))];
    }

    /// <summary>The same descriptions over another map, such as that of a fit.</summary>
    /// <param name="items">The items; of one that is not in <see cref="Items"/> nothing is known.</param>
    public ItemDescriptions Over(IdMap items) =>
        ReferenceEquals(items, Items) ? this : new(items, id => Items.TryGetIndex(id, out var item) ? _descriptions[item] : null);
}
