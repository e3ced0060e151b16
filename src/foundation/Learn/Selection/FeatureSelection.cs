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
        string[] roles = [.. new[] { data.Target?.Name, data.Weight?.Name, data.Group?.Name, data.Time?.Name }.OfType<string>()];
        return new TabularData(data.Table.Select([.. Relevant, .. roles]), data.Target?.Name, data.Weight?.Name, data.Group?.Name, data.Time?.Name);
    }
}
