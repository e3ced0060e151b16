namespace Kirana.Pipelines.Words;

/// <summary>Finds the words that somebody may have meant.</summary>
/// <remarks>A word is near that differs by one edit in three letters, or by one in all; see <see cref="EditDistance"/>.</remarks>
public static class NearestWords
{
    private const int LettersPerEdit = 3;

    /// <summary>The nearest of some words; of equally near ones the first in ordinal order.</summary>
    /// <param name="word">What was written.</param>
    /// <param name="known">The words there are.</param>
    /// <returns>The word, or <see langword="null"/> where none is near.</returns>
    public static string? Nearest(string word, IEnumerable<string> known) => Several(known.Select(name => (name, Edits(word, name))), 1).FirstOrDefault();

    /// <summary>The nearest of some words, nearest first: those that begin with the wanted one, then those that are near.</summary>
    /// <param name="wanted">What was asked for; nothing is near an empty word.</param>
    /// <param name="candidates">The words there are.</param>
    /// <param name="most">How many to find at most.</param>
    public static IReadOnlyList<string> Several(string wanted, IEnumerable<string> candidates, int most) => Several(wanted, candidates.Select(word => (word, "")), most);

    /// <summary>The nearest of some words with titles, nearest first: a title that holds the wanted word counts as one edit.</summary>
    /// <param name="wanted">What was asked for; nothing is near an empty word.</param>
    /// <param name="candidates">The words there are, with their titles.</param>
    /// <param name="most">How many to find at most.</param>
    public static IReadOnlyList<string> Several(string wanted, IEnumerable<(string Word, string Title)> candidates, int most)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        return wanted.Length == 0 ? [] : Several(candidates.Select(candidate => (candidate.Word, Edits: Edits(candidate.Word, candidate.Title))), most);

        int? Edits(string word, string title) =>
            word.StartsWith(wanted, StringComparison.OrdinalIgnoreCase) ? 0
            : title.Contains(wanted, StringComparison.OrdinalIgnoreCase) ? 1
            : NearestWords.Edits(wanted, word);
    }

    private static string[] Several(IEnumerable<(string Word, int? Edits)> candidates, int most) =>
        [.. candidates.Where(candidate => candidate.Edits is not null)
            .OrderBy(candidate => candidate.Edits).ThenBy(candidate => candidate.Word, StringComparer.Ordinal)
            .Select(candidate => candidate.Word).Take(most)];

    /// <summary>The edits from a word to another one; <see langword="null"/> where they are too many.</summary>
    private static int? Edits(string word, string other)
    {
        var most = Math.Max(1, word.Length / LettersPerEdit);
        // Each letter more is an edit: what is far longer or shorter need not be compared.
        if (Math.Abs(word.Length - other.Length) > most)
            return null;
        var edits = EditDistance.Of(word, other);
        return edits <= most ? edits : null;
    }
}
