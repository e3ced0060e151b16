namespace Kirana.Learn.Binning;

/// <summary>Where feature values come from: a block of rows of one feature at a time, whatever the layout behind it.</summary>
internal abstract class FeatureSource(int rows, IReadOnlyList<FeatureColumn> columns)
{
    public int Rows { get; } = rows;

    public IReadOnlyList<FeatureColumn> Columns { get; } = columns;

    public int Features => Columns.Count;

    /// <summary>Copies the values of one feature from row <paramref name="start"/> on; NaN means missing. Thread-safe.</summary>
    public abstract void Read(int feature, int start, Span<float> values);

    /// <summary>Copies the values of one feature in some rows. Thread-safe.</summary>
    public abstract void Gather(int feature, ReadOnlySpan<int> rows, Span<float> values);

    /// <summary>All values (n × p), row by row.</summary>
    public float[] ToRowMajor() => ToRowMajor(0, Rows);

    /// <summary>The values of some rows side by side, row by row.</summary>
    public float[] ToRowMajor(int start, int count)
    {
        var values = new float[checked(count * Features)];
        var column = new float[count];
        for (var f = 0; f < Features; f++)
        {
            Read(f, start, column);
            for (var i = 0; i < column.Length; i++)
                values[i * Features + f] = column[i];
        }

        return values;
    }
}
