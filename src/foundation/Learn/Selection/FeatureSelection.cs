using System.Collections.ObjectModel;
using Kirana.Data.Tables;

namespace Kirana.Learn.Selection;

/// <summary>Which features of a table are worth keeping. Immutable and thread-safe.</summary>
public sealed class FeatureSelection
{
    internal FeatureSelection(IReadOnlyList<FeatureScore> scores) => Scores = scores;

    /// <summary>The score of every feature, in the table's order.</summary>
    public IReadOnlyList<FeatureScore> Scores { get; }

    /// <summary>The names of the relevant features, in the table's order.</summary>
    public ReadOnlyCollection<string> Relevant => new([.. Scores.Where(score => score.Verdict == FeatureVerdict.Relevant).Select(score => score.Name)]);

    /// <summary>How many of the relevant features are expected, at most, to say nothing; NaN of selectors that do not tell.</summary>
    public double ExpectedFalse { get; internal init; } = double.NaN;

    /// <summary>The same selection with no more than some of its relevant features, those of the greatest importance.</summary>
    /// <param name="most">How many, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is below 1.</exception>
    public FeatureSelection Strongest(int most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        var kept = Scores.Where(score => score.Verdict == FeatureVerdict.Relevant).OrderByDescending(score => score.Importance).Take(most).Select(score => score.Name).ToHashSet(StringComparer.Ordinal);
        return new FeatureSelection([.. Scores.Select(score => score with { Verdict = kept.Contains(score.Name) ? score.Verdict : FeatureVerdict.Irrelevant })]) { ExpectedFalse = ExpectedFalse };
    }

    /// <summary>A table of the relevant features and of the columns with another role.</summary>
    /// <param name="data">A table with the columns of the selection.</param>
    /// <exception cref="Data.DataException"><c>missing-column</c>, or <c>no-features</c>: no feature is relevant.</exception>
    public TabularData Apply(TabularData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (Relevant.Count == 0)
            throw new Data.DataException($"None of the {Scores.Count} features says more of the target than chance does.")
            {
                Code = "no-features", Hint = "Give more rows or rounds, or learn from all features.",
            };
        return Keep(data, Relevant);
    }

    /// <summary>A table of some features and of the columns with another role.</summary>
    internal static TabularData Keep(TabularData data, IEnumerable<string> features)
    {
        string[] roles = [.. new[] { data.Target?.Name, data.Weight?.Name, data.Group?.Name, data.Time?.Name }.OfType<string>()];
        return new TabularData(data.Table.Select([.. features, .. roles]), data.Target?.Name, data.Weight?.Name, data.Group?.Name, data.Time?.Name);
    }

    /// <summary>The features of a table, those of given names relevant.</summary>
    internal static FeatureSelection Of(TabularData data, IEnumerable<string> relevant, Func<int, double> importance)
    {
        var chosen = relevant.ToHashSet(StringComparer.Ordinal);
        return new FeatureSelection([.. data.Features.Select((column, f) =>
            new FeatureScore(column.Name, importance(f), chosen.Contains(column.Name) ? FeatureVerdict.Relevant : FeatureVerdict.Irrelevant))]);
    }
}
