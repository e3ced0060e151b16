namespace Kirana.Server.Api.Queries;

/// <summary>Finds the word that was probably meant.</summary>
internal static class NearestWord
{
    private const int LongestWord = 40;

    /// <summary>The nearest of some words, or <see langword="null"/> where none is near: at most one edit in three letters.</summary>
    /// <param name="word">What was written.</param>
    /// <param name="known">The words there are.</param>
    public static string? Of(string word, IEnumerable<string> known)
    {
        if (word.Length > LongestWord)
            return null;
        var best = known.Select(name => (Name: name, Edits: Distance(word, name)))
            .OrderBy(pair => pair.Edits).ThenBy(pair => pair.Name, StringComparer.Ordinal).FirstOrDefault();
        return best.Name is not null && best.Edits <= Math.Max(1, word.Length / 3) ? best.Name : null;
    }

    // Optimal string alignment: insertions, deletions, replacements and swaps of neighbours.
    private static int Distance(string a, string b)
    {
        var edits = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
            for (var j = 0; j <= b.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    edits[i, j] = i + j;
                    continue;
                }

                var same = char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]) ? 0 : 1;
                edits[i, j] = Math.Min(Math.Min(edits[i - 1, j], edits[i, j - 1]) + 1, edits[i - 1, j - 1] + same);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    edits[i, j] = Math.Min(edits[i, j], edits[i - 2, j - 2] + 1);
            }

        return edits[a.Length, b.Length];
    }
}
