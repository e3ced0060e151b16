namespace Kirana.Cli.Commands.Predict;

/// <summary>Wall seconds of a prediction.</summary>
/// <param name="Load">Reading the model.</param>
/// <param name="Predict">Predicting alone.</param>
/// <param name="Total">Reading the rows, predicting and writing.</param>
internal sealed record PredictSeconds(double Load, double Predict, double Total);
