using Kirana.Pipelines.Learn.Learners;

namespace Kirana.Pipelines.Learn.Plans;

/// <summary>A learner with options, and how many columns it learns from.</summary>
/// <param name="Learner">The learner's name.</param>
/// <param name="Options">Its options by name; those not named have their defaults.</param>
/// <param name="Columns">It learns from so many columns, those that a small boosting of the same rows gained most by; 0 for all.</param>
public sealed record PlannedSetting(string Learner, IReadOnlyDictionary<string, string> Options, int Columns)
{
    /// <summary>Whether it learns from the columns that shadow selection keeps, however many these are, in place of a number of them; by default it does not.</summary>
    public bool ByShadows { get; init; }

    /// <summary>What people read, such as <c>leaves=15 learning-rate=0.05, 40 columns</c>.</summary>
    public string Text => $"{(Options.Count == 0 ? "defaults" : string.Join(" ", Options.Select(option => $"{option.Key}={option.Value}")))}{(ByShadows ? ", columns that beat their shadows" : Columns > 0 ? $", {Columns} columns" : "")}";

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
