namespace Kirana.Cli.Commands.Predict;

/// <summary>What was predicted.</summary>
/// <param name="Task">What the model predicts.</param>
/// <param name="Target">The column it predicts; null where the model does not say.</param>
/// <param name="Rows">Rows predicted.</param>
/// <param name="Metrics">Figures, where the file says what was true; else empty.</param>
/// <param name="Seconds">What it took.</param>
/// <param name="PredictUsPerRow">Microseconds for each row predicted, many together on one thread.</param>
/// <param name="PeakMb">The largest resident memory.</param>
/// <param name="File">The file written; null if none was.</param>
internal sealed record PredictAnswer(
    string Task, string? Target, long Rows, IReadOnlyDictionary<string, double?> Metrics, PredictSeconds Seconds, double PredictUsPerRow, double PeakMb, string? File);
