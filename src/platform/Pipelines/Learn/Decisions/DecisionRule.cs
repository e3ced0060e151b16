using Kirana.Pipelines.Learn.Scores;

namespace Kirana.Pipelines.Learn.Decisions;

/// <summary>How probabilities become a class: by a threshold of two, by expected costs, or the most probable. Immutable and thread-safe.</summary>
/// <param name="Threshold">A row of two classes is called the second one from this probability on; above 1 never. <see langword="null"/> for more classes.</param>
/// <param name="Costs">What calls cost; <see langword="null"/> where nobody said.</param>
public sealed record DecisionRule(double? Threshold, DecisionCosts? Costs)
{
    /// <summary>The more probable class.</summary>
    public static DecisionRule MostProbable { get; } = new(null, null);

    /// <summary>The class that a row is called, as a place among the labels.</summary>
    /// <param name="probabilities">The probability of the second class of two, or of all K.</param>
    public int Call(ReadOnlySpan<float> probabilities) =>
        probabilities.Length == 1 ? (Threshold is { } threshold ? probabilities[0] >= threshold : probabilities[0] > 0.5f) ? 1 : 0
        : Costs is { } costs ? costs.Call(probabilities)
        : TaskScores.IndexOfMost(probabilities);
}
