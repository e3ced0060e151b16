namespace Kirana.Learn.Binning;

/// <summary>Copies the weights of the rows from <paramref name="start"/> on, wherever they lie. Thread-safe.</summary>
/// <param name="start">The first row.</param>
/// <param name="weights">Takes the weights.</param>
internal delegate void RowWeights(int start, Span<float> weights);
