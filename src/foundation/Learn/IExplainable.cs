namespace Kirana.Learn;

/// <summary>A fitted model that can say how much each feature added to a prediction.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public interface IExplainable
{
    /// <summary>The number of features p of a row.</summary>
    int Features { get; }

    /// <summary>The number of outputs K that are explained one by one: 1, or the number of classes.</summary>
    int Outputs { get; }

    /// <summary>Splits the raw scores of one row into additive contributions.</summary>
    /// <param name="row">The features (p).</param>
    /// <param name="contributions">Takes K × (p + 1) numbers: per output one for each feature, then the expected score. They add up to
    /// the row's raw score (before any link function).</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    void Explain(ReadOnlySpan<float> row, Span<double> contributions);
}
