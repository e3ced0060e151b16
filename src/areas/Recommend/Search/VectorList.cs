using Kirana.Numerics.Kernels;

namespace Kirana.Recommend.Search;

/// <summary>Vectors that stand together: exact, as 8-bit integers in tiles, and what bounds the difference. Immutable once published.</summary>
internal sealed class VectorList
{
    private readonly int _width;
    private readonly int _padded;

    private VectorList(int width, int count)
    {
        (_width, _padded, Count) = (width, ByteTiles.Padded(width), count);
        Tiles = new byte[TiledRows(count) * _padded];
        Vectors = new float[count * width];
        (Scales, Lengths, Errors, Handles) = (new float[count], new float[count], new float[count], new int[count]);
    }

    /// <summary>The vectors (rows × width).</summary>
    public float[] Vectors { get; }

    /// <summary>The vectors as bytes, see <see cref="ByteTiles"/>; the last tile is filled up.</summary>
    public byte[] Tiles { get; }

    /// <summary>s of each row: its vector is s times its bytes, and a little.</summary>
    public float[] Scales { get; }

    /// <summary>‖x‖ of each row.</summary>
    public float[] Lengths { get; }

    /// <summary>The length of what the bytes leave out of each row.</summary>
    public float[] Errors { get; }

    public int[] Handles { get; }

    public int Count { get; }

    /// <summary>The bytes of a row.</summary>
    public int RowBytes => _padded;

    /// <summary>Σ of the squared distances from the list's centre; 0 without one.</summary>
    public double SquaredDistances { get; private set; }

    /// <summary>The root of the mean squared distance from the list's centre.</summary>
    public float Radius => Count == 0 ? 0 : (float)Math.Sqrt(SquaredDistances / Count);

    /// <summary>Rows that whole tiles hold.</summary>
    public static int TiledRows(int rows) => (rows + ByteTiles.Rows - 1) / ByteTiles.Rows * ByteTiles.Rows;

    public ReadOnlySpan<float> Row(int row) => Vectors.AsSpan(row * _width, _width);

    /// <summary>A list of some rows of a matrix.</summary>
    /// <param name="vectors">The matrix (rows × width).</param>
    /// <param name="width">Its width.</param>
    /// <param name="rows">Which rows.</param>
    /// <param name="handles">The handle of each row of the matrix; empty where rows are handles.</param>
    /// <param name="center">The list's centre; empty for none.</param>
    public static VectorList Of(ReadOnlySpan<float> vectors, int width, ReadOnlySpan<int> rows, ReadOnlySpan<int> handles, ReadOnlySpan<float> center)
    {
        var list = new VectorList(width, rows.Length);
        for (var i = 0; i < rows.Length; i++)
            list.Put(i, handles.IsEmpty ? rows[i] : handles[rows[i]], vectors.Slice(rows[i] * width, width));
        return list.Around(center);
    }

    /// <summary>This list and one more row.</summary>
    public VectorList With(int handle, ReadOnlySpan<float> vector, ReadOnlySpan<float> center)
    {
        var list = new VectorList(_width, Count + 1);
        CopyTo(list, Count);
        list.Put(Count, handle, vector);
        return list.Around(center);
    }

    /// <summary>This list without a row; its last row takes the place.</summary>
    public VectorList Without(int row, ReadOnlySpan<float> center)
    {
        var list = new VectorList(_width, Count - 1);
        CopyTo(list, Count - 1);
        if (row < Count - 1)
            list.Put(row, Handles[^1], Row(Count - 1));
        return list.Around(center);
    }

    private void CopyTo(VectorList list, int rows)
    {
        Tiles.AsSpan(0, Math.Min(Tiles.Length, list.Tiles.Length)).CopyTo(list.Tiles);
        Vectors.AsSpan(0, rows * _width).CopyTo(list.Vectors);
        Scales.AsSpan(0, rows).CopyTo(list.Scales);
        Lengths.AsSpan(0, rows).CopyTo(list.Lengths);
        Errors.AsSpan(0, rows).CopyTo(list.Errors);
        Handles.AsSpan(0, rows).CopyTo(list.Handles);
    }

    private void Put(int row, int handle, ReadOnlySpan<float> vector)
    {
        Span<sbyte> stack = stackalloc sbyte[512];
        var codes = _padded <= stack.Length ? stack[.._padded] : new sbyte[_padded];
        (Scales[row], Errors[row]) = RoughVector.Store(vector, codes);
        Lengths[row] = MathF.Sqrt(Dot.Of(vector, vector));
        Handles[row] = handle;
        vector.CopyTo(Vectors.AsSpan(row * _width));
        ByteTiles.Write(codes, Tiles, row);
    }

    /// <summary>Sums the distances anew, so that they depend on the rows alone and not on the changes that led there.</summary>
    private VectorList Around(ReadOnlySpan<float> center)
    {
        for (var row = 0; row < Count && !center.IsEmpty; row++)
            SquaredDistances += SquaredDistance(Row(row), center);
        return this;
    }

    private static double SquaredDistance(ReadOnlySpan<float> vector, ReadOnlySpan<float> center)
    {
        var sum = 0.0;
        for (var i = 0; i < center.Length; i++)
        {
            var difference = (double)vector[i] - center[i];
            sum += difference * difference;
        }

        return sum;
    }
}
