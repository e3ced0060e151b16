namespace Kirana.Learn;

/// <summary>A fitted model that tells K classes apart.</summary>
/// <remarks>Immutable and thread-safe. Predicting one row allocates nothing. NaN in a row means missing.</remarks>
public interface IMulticlassClassifier
{
    /// <summary>The number of features p of a row.</summary>
    int Features { get; }

    /// <summary>The number of classes K.</summary>
    int Classes { get; }

    /// <summary>The probabilities of every class for one row or many.</summary>
    /// <param name="rows">The features (n × p), row by row.</param>
    /// <param name="probabilities">Takes the probabilities (n × K), row by row; each row adds up to 1.</param>
    /// <exception cref="ArgumentException">The lengths do not fit each other.</exception>
    void PredictProbabilities(ReadOnlySpan<float> rows, Span<float> probabilities);
}
