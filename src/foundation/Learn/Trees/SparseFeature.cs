namespace Kirana.Learn.Trees;

/// <summary>A numeric feature of few values, each of which has a cell.</summary>
/// <param name="Values">The values, ascending; a cell each, and one behind them for missing ones.</param>
/// <param name="Codes">The number of each row's cell among the feature's.</param>
/// <param name="Usual">The number of the cell that most rows have.</param>
/// <param name="Start">The place of the first cell among those of all features.</param>
internal sealed record SparseFeature(float[] Values, byte[] Codes, int Usual, int Start)
{
    /// <summary>The number of cells.</summary>
    public int Cells => Values.Length + 1;
}
