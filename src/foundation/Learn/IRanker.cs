namespace Kirana.Learn;

/// <summary>A fitted model that puts the rows of a group into order.</summary>
/// <remarks>Immutable and thread-safe. Scoring one row allocates nothing. NaN in a row means missing.</remarks>
public interface IRanker
{
    /// <summary>The number of features p of a row.</summary>
    int Features { get; }

    /// <summary>The scores of one row or many; the higher, the earlier. Only differences inside a group mean something.</summary>
    /// <param name="rows">The features (n × p), row by row.</param>
    /// <param name="scores">Takes the scores (n).</param>
    /// <exception cref="ArgumentException">The lengths do not fit each other.</exception>
    void PredictScores(ReadOnlySpan<float> rows, Span<float> scores);
}
