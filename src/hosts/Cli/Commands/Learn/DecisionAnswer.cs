using Kirana.Pipelines.Learn.Decisions;

namespace Kirana.Cli.Commands.Learn;

/// <summary>What calls by the model do to rows that were not learnt from.</summary>
/// <param name="Threshold">Of two classes, from which probability on the second is called; null where the more probable class is, and above 1 (null too) never.</param>
/// <param name="ThresholdFrom">Where it comes from: rows held out in training, theory, or default.</param>
/// <param name="Confusion">Rows by true class and by what they are called, in the order of the classes.</param>
/// <param name="Costs">What calls cost, in the same order; null where nobody said.</param>
/// <param name="CostPerRow">The mean cost of a row.</param>
/// <param name="CostInterval">Its limits of 95 %.</param>
/// <param name="CostOfMoreProbable">The mean cost where the more probable class is called.</param>
/// <param name="CostWithoutModel">The mean cost of always calling the class that is then cheapest.</param>
/// <param name="SavedPerRow">What the model saves on each row, beside no model.</param>
internal sealed record DecisionAnswer(
    double? Threshold, string ThresholdFrom, double[][] Confusion, double[][]? Costs, double? CostPerRow, double[]? CostInterval, double? CostOfMoreProbable, double? CostWithoutModel, double? SavedPerRow)
{
    /// <summary>Describes an outcome; <see langword="null"/> if there is none.</summary>
    /// <param name="outcome">The outcome.</param>
    public static DecisionAnswer? Of(DecisionOutcome? outcome)
    {
        if (outcome is null)
            return null;
        var from = outcome.Rule.Costs is null ? "default" : outcome.IsFromRows ? "rows held out in training" : "theory";
        return new DecisionAnswer(outcome.Rule.Threshold is { } threshold and <= 1 ? threshold : null, from, Square(outcome.Confusion), outcome.Rule.Costs is { } costs ? Square(costs.Values) : null,
            outcome.Cost?.Estimate, outcome.Cost is { } cost ? [cost.Lower, cost.Upper] : null, outcome.UsualCost, outcome.BlindCost, outcome.BlindCost - outcome.Cost?.Estimate);
    }

    private static double[][] Square(IReadOnlyList<double> values)
    {
        var size = (int)Math.Round(Math.Sqrt(values.Count));
        return [.. Enumerable.Range(0, size).Select(row => values.Skip(row * size).Take(size).ToArray())];
    }
}
