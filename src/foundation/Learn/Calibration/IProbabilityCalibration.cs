namespace Kirana.Learn.Calibration;

/// <summary>A fitted map from a model's score to the probability it stands for. Monotone: it changes what a score means, not the order of rows.</summary>
/// <remarks>Fit it on rows that the model has not been fitted to: out-of-fold or validation predictions. Immutable and thread-safe.</remarks>
public interface IProbabilityCalibration
{
    /// <summary>The probability that a score stands for, in [0, 1].</summary>
    /// <param name="score">The score as the model gives it, not NaN.</param>
    double Probability(double score);

    /// <summary>The probabilities of many scores.</summary>
    /// <param name="scores">The scores (n).</param>
    /// <param name="probabilities">Takes the probabilities (n); may be the scores' own memory.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    void Probability(ReadOnlySpan<double> scores, Span<double> probabilities)
    {
        if (scores.Length != probabilities.Length)
            throw new ArgumentException($"There are {probabilities.Length} places for {scores.Length} scores; expected as many.", nameof(probabilities));
        for (var row = 0; row < scores.Length; row++)
            probabilities[row] = Probability(scores[row]);
    }
}
