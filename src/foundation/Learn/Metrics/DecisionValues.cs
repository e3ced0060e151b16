namespace Kirana.Learn.Metrics;

/// <summary>What each outcome of a decision between two classes is worth, in money or any other unit: gains above 0, costs below.</summary>
/// <remarks>Elkan, "The foundations of cost-sensitive learning", IJCAI 2001.</remarks>
/// <param name="TruePositive">A positive row that is called so: the customer who was written to and buys.</param>
/// <param name="FalsePositive">A negative row that is called positive: the letter that cost its postage.</param>
/// <param name="FalseNegative">A positive row that is missed.</param>
/// <param name="TrueNegative">A negative row that is left alone.</param>
public sealed record DecisionValues(double TruePositive, double FalsePositive, double FalseNegative, double TrueNegative)
{
    /// <summary>The probability from which calling a row positive is worth more than not: (v₀₀ − v₁₀) / (v₀₀ − v₁₀ + v₁₁ − v₀₁), where v with
    /// the indices called, true is the value (Elkan's equation 2).</summary>
    /// <returns>A probability in [0, 1]; above 1 (infinite) where calling never pays, 0 where it always does.</returns>
    public double Threshold
    {
        get
        {
            var (alarm, hit) = (TrueNegative - FalsePositive, TruePositive - FalseNegative);
            return (alarm, hit) switch
            {
                ( > 0, > 0) => alarm / (alarm + hit),
                ( <= 0, >= 0) => 0,
                ( >= 0, <= 0) => double.PositiveInfinity,
                // Both decisions are paid for being wrong: who is likely positive is left alone.
                _ => throw new InvalidOperationException(
                    $"Calling a negative row positive is worth {FalsePositive}, more than leaving it alone ({TrueNegative}), and missing a positive row {FalseNegative}, more than finding it ({TruePositive}); exchange the classes."),
            };
        }
    }

    /// <summary>What decisions are worth on average.</summary>
    /// <param name="outcomes">How many rows of two classes, by weight, end where.</param>
    /// <exception cref="ArgumentException">There are more than two classes.</exception>
    public double PerRow(ConfusionMatrix outcomes)
    {
        ArgumentNullException.ThrowIfNull(outcomes);
        if (outcomes.Classes != 2)
            throw new ArgumentException($"The outcomes are of {outcomes.Classes} classes; expected 2.", nameof(outcomes));
        var worth = TruePositive * outcomes[1, 1] + FalsePositive * outcomes[0, 1] + FalseNegative * outcomes[1, 0] + TrueNegative * outcomes[0, 0];
        return worth / outcomes.Total;
    }

    /// <exception cref="ArgumentException">A value is not finite.</exception>
    internal void Check()
    {
        if (!double.IsFinite(TruePositive + FalsePositive + FalseNegative + TrueNegative))
            throw new ArgumentException($"Outcomes are worth {TruePositive}, {FalsePositive}, {FalseNegative} and {TrueNegative}; expected finite numbers.");
    }
}
