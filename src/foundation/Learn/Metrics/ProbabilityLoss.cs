using Kirana.Numerics.Kernels;

namespace Kirana.Learn.Metrics;

/// <summary>What predicted probabilities cost: proper scores, least in expectation for the true probabilities.</summary>
public static class ProbabilityLoss
{
    /// <summary>The least probability that is counted as said, 2⁻⁵²: one certain error must not make a mean infinite.</summary>
    public const double LeastProbability = 2.220446049250313e-16;

    private const int BlockRows = 1024;

    /// <summary>Log loss of two classes, −mean(ln of the probability of what came).</summary>
    /// <param name="truths">More than 0 for the positive class (n).</param>
    /// <param name="probabilities">The probability of the positive class, in [0, 1] (n).</param>
    /// <param name="weights">The weight of each row, from 0 up (n); empty for 1 each.</param>
    /// <exception cref="ArgumentException">Lengths differ, there is no row, or a number lies outside its range.</exception>
    public static double Log(ReadOnlySpan<float> truths, ReadOnlySpan<double> probabilities, ReadOnlySpan<float> weights = default)
    {
        Check(truths, probabilities, weights);
        Span<double> said = stackalloc double[BlockRows];
        var (sum, weight) = (0.0, 0.0);
        for (var start = 0; start < probabilities.Length; start += BlockRows)
        {
            var block = said[..Math.Min(BlockRows, probabilities.Length - start)];
            for (var i = 0; i < block.Length; i++)
            {
                var probability = probabilities[start + i];
                block[i] = Math.Clamp(truths[start + i] > 0 ? probability : 1 - probability, LeastProbability, 1);
            }

            Elementary.Log(block, block);
            if (weights.IsEmpty)
            {
                sum += Sum.Of(block);
                weight += block.Length;
                continue;
            }

            for (var i = 0; i < block.Length; i++)
            {
                sum += weights[start + i] * block[i];
                weight += weights[start + i];
            }
        }

        return -sum / weight;
    }

    /// <summary>Log loss of K classes, −mean(ln of the probability of what came); probabilities are divided by their sum.</summary>
    /// <param name="truths">The class of each row, 0 to K − 1 (n).</param>
    /// <param name="probabilities">The probability of each class (n × K), row by row.</param>
    /// <param name="weights">The weight of each row, from 0 up (n); empty for 1 each.</param>
    /// <exception cref="ArgumentException">Lengths do not fit, there is no row, or a number lies outside its range.</exception>
    public static double Log(ReadOnlySpan<int> truths, ReadOnlySpan<double> probabilities, ReadOnlySpan<float> weights = default)
    {
        if (truths.IsEmpty || probabilities.Length % truths.Length != 0 || probabilities.Length / truths.Length < 2)
            throw new ArgumentException($"There are {probabilities.Length} probabilities for {truths.Length} rows; expected as many for each of at least 2 classes.", nameof(probabilities));
        BinaryRows.CheckWeights(weights, truths.Length);
        var classes = probabilities.Length / truths.Length;
        var (sum, weight) = (0.0, 0.0);
        for (var row = 0; row < truths.Length; row++)
        {
            if ((uint)truths[row] >= (uint)classes)
                throw new ArgumentException($"The class of row {row + 1} is {truths[row]}; expected 0 to {classes - 1}.", nameof(truths));
            var own = probabilities.Slice(row * classes, classes);
            var total = 0.0;
            foreach (var probability in own)
            {
                CheckProbability(probability, row);
                total += Math.Clamp(probability, LeastProbability, 1 - LeastProbability);
            }

            var said = Math.Clamp(own[truths[row]], LeastProbability, 1 - LeastProbability) / total;
            sum += BinaryRows.Weight(weights, row) * Elementary.Log(said);
            weight += BinaryRows.Weight(weights, row);
        }

        return -sum / weight;
    }

    /// <summary>The Brier score, mean((p − y)²) (Brier 1950).</summary>
    /// <param name="truths">More than 0 for the positive class (n).</param>
    /// <param name="probabilities">The probability of the positive class, in [0, 1] (n).</param>
    /// <param name="weights">The weight of each row, from 0 up (n); empty for 1 each.</param>
    /// <exception cref="ArgumentException">Lengths differ, there is no row, or a number lies outside its range.</exception>
    public static double Brier(ReadOnlySpan<float> truths, ReadOnlySpan<double> probabilities, ReadOnlySpan<float> weights = default)
    {
        Check(truths, probabilities, weights);
        var (sum, weight) = (0.0, 0.0);
        for (var row = 0; row < truths.Length; row++)
        {
            var error = (truths[row] > 0 ? 1 : 0) - probabilities[row];
            var own = BinaryRows.Weight(weights, row);
            sum += own * (error * error);
            weight += own;
        }

        return sum / weight;
    }

    internal static void Check(ReadOnlySpan<float> truths, ReadOnlySpan<double> probabilities, ReadOnlySpan<float> weights)
    {
        if (probabilities.IsEmpty)
            throw new ArgumentException("There is no row to judge.", nameof(probabilities));
        BinaryRows.Same(truths.Length, probabilities.Length, nameof(truths));
        BinaryRows.CheckWeights(weights, probabilities.Length);
        for (var row = 0; row < probabilities.Length; row++)
            CheckProbability(probabilities[row], row);
    }

    private static void CheckProbability(double probability, int row)
    {
        if (!(probability is >= 0 and <= 1))
            throw new ArgumentException($"The probability of row {row + 1} is {probability}; expected 0 to 1. A raw score needs its link function first.", nameof(probability));
    }
}
