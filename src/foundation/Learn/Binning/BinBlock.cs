namespace Kirana.Learn.Binning;

/// <summary>Bins of a block of rows, by columns and by rows, on their way to a file.</summary>
internal sealed class BinBlock(int capacity, int columns, int rowBytes)
{
    public byte[][] Columns { get; } = [.. Enumerable.Range(0, columns).Select(_ => new byte[capacity])];

    public byte[] Rows { get; } = new byte[capacity * rowBytes];
}
