namespace Kirana.Pipelines.Learn.Comparison;

/// <summary>What one fit said of the rows it did not see, and what it took.</summary>
/// <param name="Predictions">Of the rows held out (n × K), classes in the order of all labels; <see langword="null"/> where the fit failed.</param>
/// <param name="Seconds">Seconds of the fit on one thread.</param>
/// <param name="Megabytes">Memory allocated while it was fitted.</param>
/// <param name="MicrosecondsPerRow">What a prediction takes, many together.</param>
/// <param name="Bytes">The size of the model's file.</param>
/// <param name="Fault">Why it failed.</param>
internal sealed record FoldFit(float[]? Predictions, double Seconds, double Megabytes, double MicrosecondsPerRow, long Bytes, string? Fault)
{
    /// <summary>A fit that failed.</summary>
    public static FoldFit Failed(string fault) => new(null, 0, 0, 0, 0, fault);
}
