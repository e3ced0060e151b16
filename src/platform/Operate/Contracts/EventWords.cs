using Kirana.Operate.Records;

namespace Kirana.Operate.Contracts;

/// <summary>The words for kinds of event that exports use, against the words of <see cref="RecordKinds.EventWords"/>.</summary>
public static class EventWords
{
    private static readonly Dictionary<string, string> Words = Collect(
        ("purchase", "buy bought order ordered sale sold transaction checkout conversion purchased"),
        ("view", "viewed pageview productview product_view itemview item_view detail detail_view viewitem view_item"),
        ("cart", "addtocart add_to_cart cart_add addcart basket add_to_basket"),
        ("uncart", "removefromcart remove_from_cart cart_remove"),
        ("click", "clicked click_item clickout"),
        ("return", "returned refund refunded cancel cancelled cancellation"),
        ("wishlist", "favorite favourite add_to_wishlist addtowishlist like save"),
        ("rating", "rate rated"),
        ("review", "reviewed"),
        ("search", "searched query"),
        ("impression", "shown display impressions"),
        ("dwell", "dwelled"),
        ("adjustment", "adjust write-off writeoff"));

    /// <summary>Finds the kind of event a word means; case, blanks and hyphens do not matter.</summary>
    /// <param name="word">The word as a file has it.</param>
    /// <returns>One of <see cref="RecordKinds.EventWords"/>, the same string each time, or <see langword="null"/>.</returns>
    public static string? Find(string word) =>
        Words.TryGetValue(word, out var found) || Words.TryGetValue(word.Replace(' ', '_').Replace('-', '_'), out found) ? found : null;

    private static Dictionary<string, string> Collect(params ReadOnlySpan<(string Kind, string Synonyms)> entries)
    {
        var words = RecordKinds.EventWords.ToDictionary(word => word, StringComparer.OrdinalIgnoreCase);
        foreach (var (kind, synonyms) in entries)
            foreach (var synonym in synonyms.Split(' '))
                words.Add(synonym, words[kind]);
        return words;
    }
}
