namespace Kirana.Pipelines.Forecast;

/// <summary>Finds what somebody may have meant by an id that does not exist.</summary>
internal static class NearMatches
{
    private const int Most = 5;

    /// <summary>A message that names the nearest ids, if any is near.</summary>
    /// <param name="what">What was looked for.</param>
    /// <param name="wanted">The id.</param>
    /// <param name="known">The ids there are.</param>
    public static string Message(string what, string wanted, IEnumerable<string> known)
    {
        var near = Find(wanted, known);
        return near.Count == 0
            ? $"There is no {what} '{wanted}'."
            : $"There is no {what} '{wanted}'. Near: {string.Join(", ", near.Select(id => $"'{id}'"))}.";
    }

    /// <summary>At most five ids that begin with the wanted one, or differ in at most a third of its characters, nearest first.</summary>
    public static IReadOnlyList<string> Find(string wanted, IEnumerable<string> known)
    {
        var limit = Math.Clamp(wanted.Length / 3, 1, 4);
        return [.. known
            .Where(id => wanted.Length > 0 && (id.StartsWith(wanted, StringComparison.OrdinalIgnoreCase) || Math.Abs(id.Length - wanted.Length) <= limit))
            .Select(id => (Id: id, Distance: id.StartsWith(wanted, StringComparison.OrdinalIgnoreCase) ? 0 : Distance(wanted, id)))
            .Where(match => match.Distance <= limit)
            .OrderBy(match => match.Distance).ThenBy(match => match.Id, StringComparer.Ordinal)
            .Select(match => match.Id).Take(Most)];
    }

    /// <summary>The fewest insertions, deletions and replacements that turn one text into the other, case aside (Levenshtein 1966).</summary>
    private static int Distance(string from, string to)
    {
        var row = new int[to.Length + 1];
        for (var j = 0; j <= to.Length; j++)
            row[j] = j;
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var same = char.ToUpperInvariant(from[i - 1]) == char.ToUpperInvariant(to[j - 1]);
                var next = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (same ? 0 : 1));
                diagonal = row[j];
                row[j] = next;
            }
        }

        return row[^1];
    }
}
