using Kirana.Data;

namespace Kirana.Forecast.Hierarchy;

/// <summary>One level of a grouped hierarchy.</summary>
/// <param name="Name">The level's name.</param>
/// <param name="Keys">The keys of its series, in the order in which they appear.</param>
/// <param name="Codes">For each bottom series the place of its sum in <paramref name="Keys"/>.</param>
internal sealed record Grouping(string Name, IReadOnlyList<string> Keys, int[] Codes)
{
    private const string Cross = " × ";

    public static Grouping Of(IReadOnlyList<string> names, IReadOnlyList<GroupColumn> columns, int count, string total)
    {
        if (names.Count == 0)
            return new Grouping(total, [total], new int[count]);
        var chosen = names.Select(name => columns.FirstOrDefault(column => string.Equals(column.Name, name, StringComparison.Ordinal))
            ?? throw new DataException($"A level needs the column '{name}', which is not there; there are {string.Join(", ", columns.Select(column => $"'{column.Name}'"))}.")
            {
                Code = "missing-column", Column = name,
            }).ToArray();
        var (keys, places, codes) = (new List<string>(), new Dictionary<string, int>(StringComparer.Ordinal), new int[count]);
        for (var i = 0; i < count; i++)
        {
            var key = string.Join(Cross, chosen.Select(column => $"{column.Name}={column.Values[i]}"));
            if (!places.TryGetValue(key, out codes[i]))
            {
                places.Add(key, codes[i] = keys.Count);
                keys.Add(key);
            }
        }

        return new Grouping(string.Join(Cross, names), keys, codes);
    }
}
