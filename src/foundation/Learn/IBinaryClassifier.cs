namespace Kirana.Learn;

/// <summary>A fitted model that tells two classes apart.</summary>
/// <remarks>Immutable and thread-safe. Predicting one row allocates nothing. NaN in a row means missing.</remarks>
public interface IBinaryClassifier
{
    /// <summary>The number of features p of a row.</summary>
    int Features { get; }

    /// <summary>The probability that one row belongs to the positive class.</summary>
    /// <param name="row">The features (p).</param>
    /// <returns>A probability in [0, 1].</returns>
    /// <exception cref="ArgumentException">The row has another number of features.</exception>
    float PredictProbability(ReadOnlySpan<float> row);

    /// <summary>The probabilities of many rows.</summary>
    /// <param name="rows">The features (n × p), row by row.</param>
    /// <param name="probabilities">Takes the probabilities of the positive class (n).</param>
    /// <exception cref="ArgumentException"><paramref name="rows"/> is not n × p.</exception>
    void PredictProbability(ReadOnlySpan<float> rows, Span<float> probabilities);
}
