using Kirana.Data.Lines;

namespace Kirana.Pipelines.Forecast.Covariates;

/// <summary>Lines of many value columns as lines of one: <c>series,time,value</c>, a column after another of each line.</summary>
/// <remarks>Not thread-safe. <c>true</c> and <c>false</c> are 1 and 0. A missing column of keys or times reads as empty, or as 0.</remarks>
internal sealed class UnpivotedLines(ILineReader lines, int key, int time, IReadOnlyList<int> columns) : ILineReader
{
    private int _place = columns.Count;

    /// <summary>The column of the current value, as a place in those given.</summary>
    public int Place => _place;

    /// <inheritdoc/>
    public string Name => lines.Name;

    /// <inheritdoc/>
    public IReadOnlyList<string> Columns { get; } = ["series", "time", "value"];

    /// <inheritdoc/>
    public long Line => lines.Line;

    /// <inheritdoc/>
    public LineFault? Fault => lines.Fault;

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Raw => lines.Raw;

    /// <inheritdoc/>
    public long BytesRead => lines.BytesRead;

    /// <inheritdoc/>
    public bool TryRead()
    {
        if (++_place < columns.Count)
            return true;
        _place = 0;
        return lines.TryRead();
    }

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Field(int column)
    {
        if (column == 0)
            return key < 0 ? [] : lines.Field(key);
        if (column == 1)
            return time < 0 ? "0"u8 : lines.Field(time);
        var value = lines.Field(columns[_place]);
        return System.Text.Ascii.EqualsIgnoreCase(value, "true"u8) ? "1"u8 : System.Text.Ascii.EqualsIgnoreCase(value, "false"u8) ? "0"u8 : value;
    }

    /// <inheritdoc/>
    /// <remarks>The lines belong to the caller.</remarks>
    public void Dispose()
    {
    }
}
