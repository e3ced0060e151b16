namespace Kirana.Learn.Binning;

/// <summary>Bins of a block of rows, on their way to a file.</summary>
internal sealed class BinBlock(int capacity, ColumnPacking packing, int rowBytes)
{
    public byte[][] Columns { get; } = [.. Enumerable.Range(0, packing.Columns).Select(_ => new byte[capacity])];

    public ushort[][] Wide { get; } = [.. packing.Wide.Select(_ => new ushort[capacity])];

    public byte[] Rows { get; } = new byte[capacity * rowBytes];
}
