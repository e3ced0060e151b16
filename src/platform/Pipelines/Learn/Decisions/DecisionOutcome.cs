using Kirana.Learn.Metrics;
using Kirana.Numerics.Statistics;
using Kirana.Pipelines.Learn.Scores;

namespace Kirana.Pipelines.Learn.Decisions;

/// <summary>What calls by a rule do to rows that were not learnt from.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="IsFromRows">Whether the threshold is the one that was cheapest on rows held out in training; else it is the one that is right for
/// probabilities that mean what they say.</param>
/// <param name="Confusion">Rows by true class and by what they are called (K × K, row by row).</param>
/// <param name="Cost">The mean cost of a row, with an interval of 95 %; <see langword="null"/> where nobody said what calls cost.</param>
/// <param name="UsualCost">The mean cost where the more probable class is called.</param>
/// <param name="BlindCost">The mean cost of the best call that looks at no row: always the same class.</param>
/// <param name="BlindClass">That class, as a place among the labels.</param>
public sealed record DecisionOutcome(DecisionRule Rule, bool IsFromRows, IReadOnlyList<double> Confusion, Interval? Cost, double? UsualCost, double? BlindCost, int? BlindClass)
{
    // Fewer held-out rows say less of the threshold than theory does.
    private const int FewestRows = 200;

    /// <summary>The rule for some costs.</summary>
    /// <param name="costs">What calls cost.</param>
    /// <param name="truths">True classes of rows held out in training; none where there were none.</param>
    /// <param name="predictions">The probabilities of their second class.</param>
    internal static (DecisionRule Rule, bool IsFromRows) RuleFor(DecisionCosts costs, float[] truths, float[] predictions)
    {
        if (costs.Classes > 2)
            return (new DecisionRule(null, costs), false);
        var values = new DecisionValues(-costs[1, 1], -costs[0, 1], -costs[1, 0], -costs[0, 0]);
        if (truths.Length >= FewestRows && predictions.Length == truths.Length)
            return (new DecisionRule(Math.Min(2, ThresholdCurve.Of(truths, Array.ConvertAll(predictions, own => (double)own)).BestFor(values).Threshold), costs), true);
        return (new DecisionRule(Math.Min(2, values.Threshold), costs), false);
    }

    /// <summary>What a rule does to rows.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="isFromRows">Where its threshold comes from.</param>
    /// <param name="truths">True classes, −1 for one that is not known.</param>
    /// <param name="predictions">Probabilities (n × K, or n of the second class).</param>
    /// <param name="classes">K.</param>
    /// <param name="seed">The seed of the interval.</param>
    internal static DecisionOutcome Of(DecisionRule rule, bool isFromRows, float[] truths, float[] predictions, int classes, ulong seed)
    {
        var width = predictions.Length / truths.Length;
        int[] known = [.. Enumerable.Range(0, truths.Length).Where(row => truths[row] >= 0)];
        var confusion = new double[classes * classes];
        foreach (var row in known)
            confusion[(int)truths[row] * classes + rule.Call(predictions.AsSpan(row * width, width))]++;
        if (rule.Costs is not { } costs || known.Length == 0)
            return new DecisionOutcome(rule, isFromRows, confusion, null, null, null, null);
        double Mean(Func<int, int> call) => known.Average(row => costs[(int)truths[row], call(row)]);
        double[] own = [.. known.Select(row => costs[(int)truths[row], rule.Call(predictions.AsSpan(row * width, width))])];
        var blind = Enumerable.Range(0, classes).MinBy(k => Mean(_ => k));
        return new DecisionOutcome(rule, isFromRows, confusion, TaskScores.Mean(own, seed), Mean(row => DecisionRule.MostProbable.Call(predictions.AsSpan(row * width, width))), Mean(_ => blind), blind);
    }
}
