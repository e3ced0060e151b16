using Kirana.Numerics.Kernels;

namespace Kirana.Learn.Validation;

/// <summary>McNemar's exact test: of the rows that one classifier calls right and the other wrong, half should be either's if they are equally good.</summary>
/// <remarks>McNemar, Psychometrika 12 (1947), with the binomial distribution in place of χ², which needs many rows.</remarks>
/// <param name="FirstAlone">Rows that only the first calls right.</param>
/// <param name="SecondAlone">Rows that only the second calls right.</param>
/// <param name="Probability">The two-sided probability of numbers at least so far apart.</param>
public sealed record McNemarTest(int FirstAlone, int SecondAlone, double Probability)
{
    /// <summary>Compares what rows are called; weights do not count.</summary>
    /// <param name="first">The predictions of the first classifier.</param>
    /// <param name="second">Those of the second for the same rows.</param>
    /// <exception cref="ArgumentException">The rows are not the same.</exception>
    /// <exception cref="InvalidOperationException">The target is a number.</exception>
    public static McNemarTest Of(RowPredictions first, RowPredictions second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        if (!first.Rows.SequenceEqual(second.Rows) || !first.Truths.SequenceEqual(second.Truths))
            throw new ArgumentException("The predictions are of different rows; expected the same.", nameof(second));
        var (one, other, alone, otherAlone) = (first.Calls(), second.Calls(), 0, 0);
        for (var row = 0; row < one.Length; row++)
        {
            var (isRight, isOtherRight) = (one[row] == (int)first.Truths[row], other[row] == (int)first.Truths[row]);
            alone += isRight && !isOtherRight ? 1 : 0;
            otherAlone += isOtherRight && !isRight ? 1 : 0;
        }

        return new McNemarTest(alone, otherAlone, ProbabilityOf(alone, otherAlone));
    }

    internal static double ProbabilityOf(int first, int second)
    {
        var (all, logarithm, tail) = (first + second, -(first + second) * Elementary.Log(2.0), 0.0);
        for (var k = 0; k <= Math.Min(first, second); k++)
        {
            tail += Elementary.Exp(logarithm);
            logarithm += Elementary.Log((all - k) / (k + 1.0));
        }

        return Math.Min(1, 2 * tail);
    }
}
