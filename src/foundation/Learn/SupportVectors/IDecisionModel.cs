namespace Kirana.Learn.SupportVectors;

/// <summary>A model that decides by planes, and gives probabilities only where the fit was asked for them.</summary>
internal interface IDecisionModel
{
    /// <summary>Whether it gives probabilities.</summary>
    bool HasProbabilities { get; }

    /// <summary>The decision values of rows (n × planes).</summary>
    void Decide(ReadOnlySpan<float> rows, Span<double> decisions);

    /// <summary>The class of each row.</summary>
    void Classify(ReadOnlySpan<float> rows, Span<int> classes);
}
