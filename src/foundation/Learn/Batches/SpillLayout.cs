using System.Numerics;

namespace Kirana.Learn.Batches;

/// <summary>Where in a scratch file the values of features lie.</summary>
internal sealed record SpillLayout
{
    private const int MostBlockRows = 1 << 16;
    private const int FewestBlockRows = 1 << 10;
    private const int WantedBlockValues = 1 << 21;

    private readonly int _features;

    public SpillLayout(int features)
    {
        _features = features;
        BlockRows = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Clamp(WantedBlockValues / features, FewestBlockRows, MostBlockRows));
    }

    /// <summary>The rows of a block.</summary>
    public int BlockRows { get; }

    /// <summary>The numbers of a block.</summary>
    public int BlockValues => checked(_features * BlockRows);

    /// <summary>The first byte of a feature's value in a row; the values of the block's following rows lie behind it.</summary>
    public long Offset(int feature, int row)
    {
        var (block, inside) = Math.DivRem(row, BlockRows);
        return ((long)block * BlockValues + (long)feature * BlockRows + inside) * sizeof(float);
    }
}
