namespace Kirana.Learn;

/// <summary>A fitted model that predicts a number.</summary>
/// <remarks>Immutable and thread-safe. Predicting one row allocates nothing. NaN in a row means missing.</remarks>
public interface IRegressor
{
    /// <summary>The number of features p of a row.</summary>
    int Features { get; }

    /// <summary>Predicts one row.</summary>
    /// <param name="row">The features (p).</param>
    /// <returns>The prediction in the target's unit.</returns>
    /// <exception cref="ArgumentException">The row has another number of features.</exception>
    float Predict(ReadOnlySpan<float> row);

    /// <summary>Predicts many rows.</summary>
    /// <param name="rows">The features (n × p), row by row.</param>
    /// <param name="predictions">Takes the predictions (n).</param>
    /// <exception cref="ArgumentException"><paramref name="rows"/> is not n × p.</exception>
    void Predict(ReadOnlySpan<float> rows, Span<float> predictions);
}
