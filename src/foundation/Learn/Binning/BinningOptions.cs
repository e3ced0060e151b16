namespace Kirana.Learn.Binning;

/// <summary>How features are cut into bins.</summary>
/// <param name="MaxBins">The most bins of values of a feature, 2 to 65,535; a feature of more than 255 takes two bytes for each row.</param>
/// <param name="MinRowsPerBin">The fewest rows of the sample in a bin.</param>
/// <param name="SampleRows">How many rows the cuts are chosen from.</param>
/// <param name="BySketch">Whether the cuts of numbers are chosen by weight from all rows in place of a sample.</param>
internal sealed record BinningOptions(int MaxBins = 255, int MinRowsPerBin = 3, int SampleRows = 200_000, bool BySketch = false);
