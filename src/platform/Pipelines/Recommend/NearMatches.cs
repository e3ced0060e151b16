namespace Kirana.Pipelines.Recommend;

/// <summary>Finds ids and titles that somebody may have meant.</summary>
internal static class NearMatches
{
    private const int Most = 3;

    /// <summary>The nearest ids, nearest first.</summary>
    /// <param name="wanted">What was asked for.</param>
    /// <param name="candidates">Ids with their titles.</param>
    public static IReadOnlyList<string> Of(string wanted, IEnumerable<(string Id, string Title)> candidates) =>
        [.. candidates
            .Select(candidate => (candidate.Id, Distance: Distance(wanted, candidate.Id, candidate.Title)))
            .Where(match => match.Distance <= Math.Max(1, wanted.Length / 3))
            .OrderBy(match => match.Distance).ThenBy(match => match.Id, StringComparer.Ordinal)
            .Take(Most).Select(match => match.Id)];

    private static int Distance(string wanted, string id, string title)
    {
        if (wanted.Length == 0)
            return int.MaxValue;
        if (id.StartsWith(wanted, StringComparison.OrdinalIgnoreCase) || title.Contains(wanted, StringComparison.OrdinalIgnoreCase))
            return 1;
        // Ids differing in length by more than the limit are never near; the table is small for the others.
        return Math.Abs(wanted.Length - id.Length) > Math.Max(1, wanted.Length / 3) ? int.MaxValue : EditDistance(wanted, id);
    }

    /// <summary>Levenshtein's distance without regard to case, one row at a time.</summary>
    private static int EditDistance(string a, string b)
    {
        var row = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
            row[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var change = diagonal + (char.ToUpperInvariant(a[i - 1]) == char.ToUpperInvariant(b[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(change, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
