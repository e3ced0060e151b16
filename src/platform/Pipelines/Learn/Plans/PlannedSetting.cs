using System.Text.Json.Serialization;
using Kirana.Pipelines.Learn.Learners;

namespace Kirana.Pipelines.Learn.Plans;

/// <summary>A learner with options, and how many columns it learns from.</summary>
/// <param name="Learner">The learner's name.</param>
/// <param name="Options">Its options by name; those not named have their defaults.</param>
/// <param name="Columns">It learns from so many columns at most, chosen by <see cref="Choice"/>; 0 for as many as that keeps, which of trees are all.</param>
public sealed record PlannedSetting(string Learner, IReadOnlyDictionary<string, string> Options, int Columns)
{
    /// <summary>By what columns are chosen; by what a small boosting of the same rows gains by them by default.</summary>
    public ColumnChoice Choice { get; init; }

    /// <summary>Whether it learns from chosen columns.</summary>
    [JsonIgnore]
    public bool Chooses => Columns > 0 || Choice != ColumnChoice.Trees;

    /// <summary>What people read, such as <c>leaves=15 learning-rate=0.05, 40 columns</c>.</summary>
    public string Text => $"{(Options.Count == 0 ? "defaults" : string.Join(" ", Options.Select(option => $"{option.Key}={option.Value}")))}{Chosen}";

    private string Chosen => Choice switch
    {
        ColumnChoice.Trees => Columns > 0 ? $", {Columns} columns" : "",
        ColumnChoice.Filters => Columns > 0 ? $", the {Columns} columns of the strongest tests" : ", columns that tests find",
        ColumnChoice.Sparse => ", columns with a sparse coefficient" + AtMost,
        ColumnChoice.Shadows => ", columns that beat their shadows" + AtMost,
        ColumnChoice.Stability => ", columns that are stable" + AtMost,
        ColumnChoice.Elimination => ", columns that elimination left" + AtMost,
        ColumnChoice.Forward => ", columns added step by step" + AtMost,
        _ => ", columns left step by step" + AtMost,
    };

    private string AtMost => Columns > 0 ? $", at most {Columns}" : "";

    /// <summary>The learner with its options.</summary>
    /// <exception cref="KeyNotFoundException">There is no such learner or option.</exception>
    /// <exception cref="ArgumentException">An option's value is not of its kind.</exception>
    internal TableLearner Make()
    {
        var learner = TableLearners.Named(Learner) ?? throw new KeyNotFoundException(Learner);
        foreach (var (option, value) in Options)
            learner = learner.With(option, value);
        return learner;
    }

    /// <summary>An option as a number.</summary>
    internal double Number(string option, double standard) =>
        Options.TryGetValue(option, out var text) && double.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : standard;
}
