using Kirana.Data.Tables;

namespace Kirana.Pipelines.Learn;

/// <summary>Some rows of a file with their predictions.</summary>
/// <param name="Rows">The rows: the model's features and, where they were asked for or are there, further columns.</param>
/// <param name="Predictions">What the model says of them (n × K).</param>
/// <param name="Seconds">Wall seconds of predicting alone.</param>
public sealed record PredictedPart(Table Rows, float[] Predictions, double Seconds);
