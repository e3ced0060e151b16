namespace Kirana.Pipelines.Words;

/// <summary>How far one word is from another.</summary>
public static class EditDistance
{
    /// <summary>The fewest insertions, deletions, replacements and swaps of neighbours that turn one word into the other, whatever the case.</summary>
    /// <remarks>Optimal string alignment: the distance of Damerau ("A technique for computer detection and correction of spelling errors",
    /// CACM 1964) and Levenshtein ("Binary codes capable of correcting deletions, insertions, and reversals", 1966) where no place is
    /// edited twice. Letters are compared as UTF-16 units by their invariant capitals. Cost: O(|a| × |b|) time, O(|b|) memory.</remarks>
    /// <param name="a">A word.</param>
    /// <param name="b">Another word.</param>
    /// <returns>From 0, where they differ at most in case, to the length of the longer one.</returns>
    public static int Of(string a, string b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        (a, b) = (a.ToUpperInvariant(), b.ToUpperInvariant());
        // Rows of the table of prefixes: the one before last serves swaps.
        var (beforeLast, last, row) = (new int[b.Length + 1], new int[b.Length + 1], new int[b.Length + 1]);
        for (var j = 0; j <= b.Length; j++)
            last[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                row[j] = Math.Min(Math.Min(last[j], row[j - 1]) + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    row[j] = Math.Min(row[j], beforeLast[j - 2] + 1);
            }

            (beforeLast, last, row) = (last, row, beforeLast);
        }

        return last[b.Length];
    }
}
