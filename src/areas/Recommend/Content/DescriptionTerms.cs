using Kirana.Recommend.Reranking;

namespace Kirana.Recommend.Content;

/// <summary>Cuts a description into terms: words of the title, each level of the category path, the brand and the marks.</summary>
/// <remarks>A term of one kind never equals one of another. The last word of a title counts twice, since English names the thing last.</remarks>
internal static class DescriptionTerms
{
    /// <summary>The terms of a description and how often each occurs, in ordinal order.</summary>
    /// <param name="description">The description.</param>
    public static SortedDictionary<string, int> Of(ItemDescription description)
    {
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var words = TitleWords.AllOf(description.Title);
        for (var i = 0; i < words.Count; i++)
            Add(words[i].Word, i == words.Count - 1 ? 2 : 1);
        if (description.Category.Length > 0)
            for (var level = 1; ; level++)
            {
                var path = ItemTraits.LevelsOf(description.Category, level);
                Add("category/" + path, 1);
                if (path.Length == description.Category.Length)
                    break;
            }

        if (description.Brand.Length > 0)
            Add("brand/" + description.Brand, 1);
        foreach (var mark in description.Marks)
            Add("mark/" + mark, 1);
        return counts;

        void Add(string term, int times) => counts[term] = counts.GetValueOrDefault(term) + times;
    }
}
