using System.Runtime.InteropServices;
using Kirana.Learn.Binning;
using Kirana.Numerics.Memory;

namespace Kirana.Learn.Batches;

/// <summary>Feature values in a scratch file: blocks of rows, in each block one feature behind the other.</summary>
internal sealed class SpilledSource(ScratchFile file, SpillLayout layout, int rows, FeatureColumn[] columns) : FeatureSource(rows, columns)
{
    public SpillLayout Layout => layout;

    public override void Read(int feature, int start, Span<float> values)
    {
        for (var at = 0; at < values.Length;)
        {
            var row = start + at;
            var count = Math.Min(values.Length - at, layout.BlockRows - row % layout.BlockRows);
            file.Read(layout.Offset(feature, row), MemoryMarshal.AsBytes(values.Slice(at, count)));
            at += count;
        }
    }

    /// <inheritdoc/>
    /// <remarks>The rows are ascending, as a sample's are.</remarks>
    public override void Gather(int feature, ReadOnlySpan<int> rows, Span<float> values)
    {
        var block = new float[layout.BlockRows];
        for (var i = 0; i < rows.Length;)
        {
            var first = rows[i] / layout.BlockRows * layout.BlockRows;
            Read(feature, first, block.AsSpan(0, Math.Min(layout.BlockRows, Rows - first)));
            for (; i < rows.Length && rows[i] - first < layout.BlockRows; i++)
                values[i] = block[rows[i] - first];
        }
    }

    /// <summary>The rows of one block, read at once.</summary>
    /// <param name="block">The block's number.</param>
    /// <param name="values">Room for <see cref="SpillLayout.BlockValues"/> numbers, which the result lies in.</param>
    public ColumnSource Block(int block, float[] values)
    {
        var first = block * layout.BlockRows;
        var count = Math.Min(layout.BlockRows, Rows - first);
        // The last block ends with the last feature's rows.
        file.Read(layout.Offset(0, first), MemoryMarshal.AsBytes(values.AsSpan(0, (Features - 1) * layout.BlockRows + count)));
        return new ColumnSource([.. Enumerable.Range(0, Features).Select(f => (ReadOnlyMemory<float>)values.AsMemory(f * layout.BlockRows, count))], Columns);
    }
}
