using Kirana.Data.Feedback;
using Kirana.Numerics.Kernels;

namespace Kirana.Recommend.Content;

/// <summary>Finds items by words: BM25 over what the catalogue says (Robertson and Zaragoza, "The probabilistic relevance framework: BM25 and beyond", 2009, eq.
/// 3.15). Immutable and thread-safe.</summary>
/// <remarks>Words are those of <see cref="ItemDescription"/> as content sources cut them, so plurals find singulars; besides titles, words of categories and brands count. k₁ = 1.2, b = 0.75.</remarks>
public sealed class DescriptionSearch
{
    private const double Saturation = 1.2;
    private const double LengthShare = 0.75;

    private readonly Dictionary<string, List<(int Item, float Weight)>> _holders = new(StringComparer.Ordinal);

    /// <summary>Reads the descriptions.</summary>
    /// <param name="descriptions">What the catalogue says of items.</param>
    public DescriptionSearch(ItemDescriptions descriptions)
    {
        ArgumentNullException.ThrowIfNull(descriptions);
        Items = descriptions.Items;
        var lengths = new int[Items.Count];
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        for (var item = 0; item < lengths.Length; item++)
        {
            counts.Clear();
            foreach (var word in WordsOf(descriptions[item]))
            {
                counts[word] = counts.GetValueOrDefault(word) + 1;
                lengths[item]++;
            }

            foreach (var (word, times) in counts)
            {
                if (!_holders.TryGetValue(word, out var holders))
                    _holders.Add(word, holders = []);
                holders.Add((item, times));
            }
        }

        var (described, mean) = (lengths.Count(length => length > 0), lengths.Sum() / (double)Math.Max(1, lengths.Count(length => length > 0)));
        foreach (var holders in _holders.Values)
        {
            var rarity = Elementary.Log(1 + (described - holders.Count + 0.5) / (holders.Count + 0.5));
            for (var at = 0; at < holders.Count; at++)
            {
                var (item, times) = holders[at];
                holders[at] = (item, (float)(rarity * times * (Saturation + 1) / (times + Saturation * (1 - LengthShare + LengthShare * lengths[item] / mean))));
            }
        }
    }

    /// <summary>The items.</summary>
    public IdMap Items { get; }

    /// <summary>How well items match some words.</summary>
    /// <param name="query">The words.</param>
    /// <returns>The items that hold one at least, with the sum of its weights.</returns>
    public IReadOnlyDictionary<int, float> Match(string query)
    {
        ArgumentNullException.ThrowIfNull(query);
        var matches = new Dictionary<int, float>();
        foreach (var (word, _) in TitleWords.AllOf(query).DistinctBy(word => word.Word, StringComparer.Ordinal))
            if (_holders.TryGetValue(word, out var holders))
                foreach (var (item, weight) in holders)
                    matches[item] = matches.GetValueOrDefault(item) + weight;
        return matches;
    }

    private static IEnumerable<string> WordsOf(ItemDescription description) =>
        TitleWords.AllOf(description.Title).Concat(TitleWords.AllOf(description.Category)).Concat(TitleWords.AllOf(description.Brand)).Select(word => word.Word);
}
