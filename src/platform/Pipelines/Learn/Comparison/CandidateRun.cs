using Kirana.Learn;
using Kirana.Learn.Searching;
using Kirana.Learn.Validation;
using Kirana.Pipelines.Learn.Plans;

namespace Kirana.Pipelines.Learn.Comparison;

/// <summary>What becomes of one candidate while a comparison goes on.</summary>
/// <param name="planned">What is planned of it.</param>
/// <param name="standard">The cross-validation of its default.</param>
internal sealed class CandidateRun(PlannedCandidate planned, CrossValidationRun<ITableModel> standard)
{
    private CrossValidated<ITableModel>? _default;
    private NestedResult<PlannedLearner>? _tuned;

    public PlannedCandidate Planned => planned;

    /// <summary>The fits of the default setting in the outer folds.</summary>
    public CrossValidationRun<ITableModel> Standard => standard;

    /// <summary>The searches in the outer folds; <see langword="null"/> before they begin.</summary>
    public NestedRun<PlannedLearner>? Search { get; set; }

    /// <summary>What a search on all rows that are compared on found, where settings are points of ranges; <see langword="null"/> where they are not, or the clock left no time for it.</summary>
    public PlannedSetting? Found { get; set; }

    /// <summary>What the fits took that are judged, by outer fold: of the default, and tuned. The model of the first is kept.</summary>
    public PlannedFit?[] Took { get; } = new PlannedFit?[2 * standard.Count];

    /// <summary>The most megabytes that the first fit of the default held, nothing beside it; <see langword="null"/> where it was not fitted by itself.</summary>
    public double? Held { get; set; }

    /// <summary>Notes what a fit took that is judged.</summary>
    public void Note(int fold, bool isTuned, PlannedFit? fit) => Took[(isTuned ? standard.Count : 0) + fold] = fold == 0 ? fit : fit is null ? null : fit with { Fitted = null };

    /// <summary>What the fits took by which it is judged.</summary>
    public PlannedFit[] Fits => [.. Took.Skip(IsTuned ? standard.Count : 0).Take(standard.Count).Select(fit => fit!)];

    /// <summary>Why it fell out; <see langword="null"/> if it did not.</summary>
    public string? Fault { get; set; }

    /// <summary>Whether the clock has cut it short.</summary>
    public bool IsCut { get; set; }

    /// <summary>Whether every fold has a fit of the default.</summary>
    public bool IsWhole => Fault is null && standard.IsWhole;

    /// <summary>Whether a setting was searched for in every fold.</summary>
    public bool IsTuned => IsWhole && Search is { IsWhole: true };

    /// <summary>How the default did.</summary>
    public CrossValidated<ITableModel> Default => _default ??= standard.Finish();

    /// <summary>How it did tuned in each fold; the default where nothing was tuned.</summary>
    public CrossValidated<ITableModel> Tuned => IsTuned ? (_tuned ??= Search!.Finish()).Validated : Default;

    /// <summary>The setting that did best in the inner folds of all searches, or in a search on all rows; the default where none was made.</summary>
    public PlannedSetting Chosen
    {
        get
        {
            var best = 0;
            if (IsTuned)
            {
                var score = (_tuned ??= Search!.Finish()).Searches[0].Score;
                if (planned.Trials > 0)
                    return Found ?? _tuned.Searches.Aggregate((best, other) => score.IsBetter(other.BestTrial.Mean, best.BestTrial.Mean) ? other : best).Best.Setting;
                // Trials stand in the order of settings, the default in front.
                double[] means = [.. planned.Settings.Select((_, setting) => _tuned.Searches.Average(search => search.Trials[setting].Mean))];
                for (var setting = 1; setting < means.Length; setting++)
                    best = score.IsBetter(means[setting], means[best]) ? setting : best;
            }

            return planned.Settings[best];
        }
    }
}
