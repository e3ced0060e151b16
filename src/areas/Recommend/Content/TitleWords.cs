namespace Kirana.Recommend.Content;

/// <summary>Cuts titles into the words that say what kind of thing an item is.</summary>
/// <remarks>
/// Lower case; letters only, so that numbers and sizes go; apostrophes are dropped; English plurals lose their end (<c>boxes</c> → <c>box</c>,
/// <c>berries</c> → <c>berry</c>). Words that name no kind of thing are left out: articles, packs and sizes, and colours, which would otherwise
/// gather all that is pink. Titles in other languages keep all their words but for these.
/// </remarks>
internal static class TitleWords
{
    private static readonly HashSet<string> Silent = Set(
        "a an and the of in on with for to from by at or it is no set pack piece pc asst asstd assorted small medium large mini big jumbo giant tiny size " +
        "design designs cm mm inch new " +
        "red blue pink white green black ivory cream yellow orange purple brown grey gray silver gold turquoise lilac amber aqua beige mint natural clear " +
        "dark light pale bright multicolour multicolor multi colour color coloured colored");

    /// <summary>The words of a title in its order, repeats and all: each as its singular and as it is written, in lower case.</summary>
    /// <param name="title">The title.</param>
    public static List<(string Word, string Written)> Of(string title)
    {
        var words = AllOf(title);
        words.RemoveAll(entry => Silent.Contains(entry.Word));
        return words;
    }

    /// <summary>As <see cref="Of"/>, but with the words that name no kind of thing: colours and sizes are matters of taste.</summary>
    /// <param name="title">The title.</param>
    public static List<(string Word, string Written)> AllOf(string title)
    {
        var words = new List<(string, string)>();
        var word = new System.Text.StringBuilder();
        foreach (var letter in title.Replace("T-LIGHT", "TEALIGHT", StringComparison.OrdinalIgnoreCase))
            if (char.IsLetter(letter))
                word.Append(char.ToLowerInvariant(letter));
            else if (letter is not ('\'' or '’'))
                Finish();
        Finish();
        return words;

        void Finish()
        {
            var written = word.ToString();
            word.Clear();
            if (written.Length > 1)
                words.Add((Singular(written), written));
        }
    }

    private static string Singular(string word)
    {
        if (word.Length > 4 && word.EndsWith("ies", StringComparison.Ordinal))
            return word[..^3] + "y";
        if (Ends(word, "ss", "us", "is"))
            return word;
        if (Ends(word, "xes", "ches", "shes", "sses"))
            return word[..^2];
        return word.Length > 3 && word.EndsWith('s') ? word[..^1] : word;
    }

    private static bool Ends(string word, params ReadOnlySpan<string> ends)
    {
        foreach (var end in ends)
            if (word.EndsWith(end, StringComparison.Ordinal))
                return true;
        return false;
    }

    private static HashSet<string> Set(string words) => words.Split(' ').ToHashSet(StringComparer.Ordinal);
}
