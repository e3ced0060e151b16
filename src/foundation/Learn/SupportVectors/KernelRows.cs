using Kirana.Learn.SupportVectors.Kernels;

namespace Kirana.Learn.SupportVectors;

/// <summary>Rows laid out for a kernel: the similarities of any row with all of them are one sweep. Immutable and thread-safe.</summary>
internal sealed class KernelRows
{
    private readonly float[] _tiles = [];
    private readonly float[][] _rows = [];

    /// <param name="kernel">A kernel without defaults.</param>
    /// <param name="rows">The rows (n × p), row by row; kept.</param>
    /// <param name="features">p.</param>
    /// <param name="places">For a precomputed kernel which training row each of them is; ascending is not needed.</param>
    public KernelRows(Kernel kernel, float[] rows, int features, int[] places)
    {
        (Kernel, Values, Features, Places) = (kernel, rows, features, places);
        Count = places.Length;
        if (kernel is DelegateKernel)
            _rows = [.. Enumerable.Range(0, Count).Select(row => rows[(row * features)..((row + 1) * features)])];
        else if (kernel is not PrecomputedKernel)
            _tiles = Tiles.Pack(rows, features);
    }

    public Kernel Kernel { get; }

    /// <summary>The rows (n × p), row by row.</summary>
    public float[] Values { get; }

    public int Features { get; }

    public int Count { get; }

    public int[] Places { get; }

    /// <summary>The length of a column: the number of rows, filled up to whole tiles.</summary>
    public int Padded => (Count + Tiles.Rows - 1) / Tiles.Rows * Tiles.Rows;

    public ReadOnlySpan<float> Row(int row) => Values.AsSpan(row * Features, Features);

    /// <summary>Some of the rows.</summary>
    public KernelRows Take(int[] rows)
    {
        var values = new float[rows.Length * Features];
        for (var i = 0; i < rows.Length; i++)
            Row(rows[i]).CopyTo(values.AsSpan(i * Features));
        return new KernelRows(Kernel, values, Features, Array.ConvertAll(rows, row => Places[row]));
    }

    /// <summary>The similarities of a row with all rows.</summary>
    /// <param name="row">The row (p).</param>
    /// <param name="column">Takes <see cref="Padded"/> numbers; what fills up is finite.</param>
    public void Column(ReadOnlySpan<float> row, Span<float> column)
    {
        switch (Kernel)
        {
            case PrecomputedKernel:
                for (var i = 0; i < Count; i++)
                    column[i] = row[Places[i]];
                column[Count..].Clear();
                break;
            case DelegateKernel own:
                var left = row.ToArray();
                for (var i = 0; i < Count; i++)
                    column[i] = (float)own.Similarity(left, _rows[i]);
                column[Count..].Clear();
                break;
            default:
                if (Kernel.IsOfDistances)
                    Tiles.Distances(_tiles, row, column);
                else
                    Tiles.Products(_tiles, row, column);
                Kernel.Apply(column);
                break;
        }
    }

    /// <summary>The similarity of each row with itself.</summary>
    public double[] Diagonal()
    {
        var diagonal = new double[Padded];
        Span<float> one = stackalloc float[1];
        for (var i = 0; i < Count; i++)
            switch (Kernel)
            {
                case PrecomputedKernel:
                    diagonal[i] = Row(i)[Places[i]];
                    break;
                case DelegateKernel own:
                    diagonal[i] = (float)own.Similarity(_rows[i], _rows[i]);
                    break;
                default:
                    one[0] = 0;
                    if (!Kernel.IsOfDistances)
                        foreach (var value in Row(i))
                            one[0] = float.FusedMultiplyAdd(value, value, one[0]);
                    Kernel.Apply(one);
                    diagonal[i] = one[0];
                    break;
            }

        return diagonal;
    }
}
