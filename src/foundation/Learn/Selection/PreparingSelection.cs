using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Learn.Preparation;

namespace Kirana.Learn.Selection;

/// <summary>A selection among prepared columns, told of the columns of the table: a column has the verdict of the best of what is made of it.</summary>
/// <remarks>For selectors that need numbers without gaps, on tables as they come: of a category whose texts are columns of their own, one of them is enough to keep it.
/// The preparation learns from the same rows. Immutable and thread-safe.</remarks>
/// <param name="Preparation">The steps.</param>
/// <param name="Selection">Selects among their columns.</param>
public sealed record PreparingSelection(TablePreparation Preparation, IFeatureSelector Selection) : IFeatureSelector
{
    /// <inheritdoc/>
    public FeatureSelection Select(TabularData data, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(context);
        var (fitted, training) = Preparation.FitTraining(data, context);
        var found = Selection.Select(training, context with { Validation = null });
        var (sources, best) = (fitted.Sources(), new Dictionary<string, FeatureScore>(StringComparer.Ordinal));
        for (var f = 0; f < sources.Length; f++)
            foreach (var name in sources[f])
                if (!best.TryGetValue(name, out var known) || IsBetter(found.Scores[f], known))
                    best[name] = found.Scores[f] with { Name = name };
        // What the preparation drops says nothing.
        return new FeatureSelection([.. data.Features.Select(column => best.GetValueOrDefault(column.Name) ?? new FeatureScore(column.Name, 0, FeatureVerdict.Irrelevant))]) { ExpectedFalse = found.ExpectedFalse };
    }

    private static bool IsBetter(FeatureScore score, FeatureScore known) => score.Verdict != known.Verdict ? score.Verdict < known.Verdict : score.Importance > known.Importance;
}
