using Kirana.Numerics.Kernels;

namespace Kirana.Learn.Stacking;

/// <summary>How a stack makes one prediction of its members'.</summary>
/// <param name="Combiner">Not <see cref="StackCombiner.Automatic"/>.</param>
/// <param name="Weights">The weight of each member.</param>
/// <param name="Intercept">What is added to a sum of log-odds.</param>
internal sealed record Combination(StackCombiner Combiner, double[] Weights, double Intercept)
{
    /// <summary>The nearest that a probability comes to 0 and 1 on its way to log-odds: what members are too sure of must not be final.</summary>
    private const double Least = 1e-6;

    private const int StackMembers = 64;

    /// <summary>Combines what the members say of one row.</summary>
    /// <param name="answers">The members' numbers, member by member, each with a distance to the next.</param>
    /// <param name="distance">The distance from one member's number to the next one's.</param>
    /// <param name="areProbabilities">Which members give probabilities.</param>
    public double Of(ReadOnlySpan<float> answers, int distance, bool[] areProbabilities)
    {
        if (Combiner == StackCombiner.Median)
            return Median(answers, distance);
        var sum = Intercept;
        for (var m = 0; m < Weights.Length; m++)
            sum += Weights[m] * (Combiner == StackCombiner.Logistic ? Odds(answers[m * distance], areProbabilities[m]) : answers[m * distance]);
        return Combiner == StackCombiner.Logistic ? 1 / (1 + Elementary.Exp(-sum)) : sum;
    }

    /// <summary>The log-odds of a probability; a decision value is taken for such.</summary>
    public static double Odds(double value, bool isProbability)
    {
        if (!isProbability)
            return value;
        var probability = Math.Clamp(value, Least, 1 - Least);
        return Elementary.Log(probability / (1 - probability));
    }

    private double Median(ReadOnlySpan<float> answers, int distance)
    {
        var own = Weights.Length <= StackMembers ? (stackalloc float[StackMembers])[..Weights.Length] : new float[Weights.Length];
        for (var m = 0; m < own.Length; m++)
            own[m] = answers[m * distance];
        own.Sort();
        return ((double)own[(own.Length - 1) / 2] + own[own.Length / 2]) / 2;
    }
}
