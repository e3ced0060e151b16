namespace Kirana.Learn.Binning;

/// <summary>Turns blocks of rows into bins, by columns and by rows. Thread-safe.</summary>
internal sealed class Binner(FeatureBins[] features, ColumnPacking packing)
{
    /// <summary>The most rows of one call.</summary>
    public const int MostRows = 256;

    private readonly BinLookup[] _lookups = Array.ConvertAll(features, bins => new BinLookup(bins));
    private readonly Lock _gate = new();

    /// <summary>Whether any row so far lies in the reserved bin of a feature.</summary>
    public bool[] HasReserved { get; } = new bool[features.Length];

    /// <summary>Bins some rows.</summary>
    /// <param name="source">The features.</param>
    /// <param name="start">The first row.</param>
    /// <param name="count">How many rows, at most <see cref="MostRows"/>.</param>
    /// <param name="columns">Takes the bytes of each packed column.</param>
    /// <param name="wide">Takes the bins of each wide feature.</param>
    /// <param name="at">Where in the columns the first row goes.</param>
    /// <param name="rows">Takes the rows.</param>
    /// <param name="rowBytes">The distance between them.</param>
    /// <param name="seen">Marks the features with a row in their reserved bin.</param>
    public void Bin(FeatureSource source, int start, int count, byte[][] columns, ushort[][] wide, int at, Span<byte> rows, int rowBytes, bool[] seen)
    {
        var values = (stackalloc float[MostRows])[..count];
        var bins = (stackalloc byte[MostRows])[..count];
        for (var f = 0; f < _lookups.Length; f++)
        {
            source.Read(f, start, values);
            if (packing.IsWide(f))
            {
                seen[f] |= _lookups[f].Find(values, wide[packing.Column[f] - packing.Columns].AsSpan(at, count));
                continue;
            }

            seen[f] |= _lookups[f].Find(values, bins);
            var column = columns[packing.Column[f]].AsSpan(at, count);
            var stride = packing.Stride[f];
            if (stride == 1)
                bins.CopyTo(column);
            else
                for (var i = 0; i < count; i++)
                    column[i] += (byte)(bins[i] * stride);
        }

        for (var c = 0; c < columns.Length; c++)
        {
            var column = columns[c].AsSpan(at, count);
            for (int i = 0, to = c; i < count; i++, to += rowBytes)
                rows[to] = column[i];
        }
    }

    /// <summary>Remembers what one task has seen.</summary>
    public void Saw(bool[] seen)
    {
        lock (_gate)
            for (var f = 0; f < seen.Length; f++)
                HasReserved[f] |= seen[f];
    }
}
