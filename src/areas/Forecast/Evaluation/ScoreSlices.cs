using Kirana.Numerics.Statistics;

namespace Kirana.Forecast.Evaluation;

/// <summary>Averages of scores over the series of each kind apart.</summary>
public static class ScoreSlices
{
    /// <summary>Averages the scores of each slice.</summary>
    /// <param name="scores">The scores.</param>
    /// <param name="slice">The slice each belongs to, such as <c>lumpy</c>; <see langword="null"/> leaves it out.</param>
    /// <param name="seed">The seed of the bootstrap.</param>
    /// <returns>The figures of <see cref="ScoreSummary"/> by slice, in the order of the names; no slice without a point.</returns>
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, Interval>> Of(
        IReadOnlyList<SeriesScore> scores, Func<int, string?> slice, ulong seed = 1)
    {
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentNullException.ThrowIfNull(slice);
        var slices = new SortedDictionary<string, List<SeriesScore>>(StringComparer.Ordinal);
        for (var i = 0; i < scores.Count; i++)
        {
            if (scores[i].Points == 0 || slice(i) is not { } name)
                continue;
            if (!slices.TryGetValue(name, out var members))
                slices.Add(name, members = []);
            members.Add(scores[i]);
        }

        var summaries = new SortedDictionary<string, IReadOnlyDictionary<string, Interval>>(StringComparer.Ordinal);
        foreach (var (name, members) in slices)
            summaries.Add(name, ScoreSummary.Of(members, seed));
        return summaries;
    }
}
