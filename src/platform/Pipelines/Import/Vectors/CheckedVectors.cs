using Kirana.Data;
using Kirana.Operate.Vectors;
using Kirana.Recommend.Content;

namespace Kirana.Pipelines.Import.Vectors;

/// <summary>Vectors as they come from a file, each checked. Not thread-safe.</summary>
/// <param name="file">The file's name, for messages.</param>
internal sealed class CheckedVectors(string file)
{
    private const int LongestId = 256;

    private readonly Dictionary<string, long> _rows = new(StringComparer.Ordinal);
    private readonly List<string> _ids = [];
    private float[] _values = [];
    private int _width;

    /// <summary>Checks a shape before anything is allocated for it.</summary>
    /// <exception cref="DataException"><c>too-large</c>: beyond the limits.</exception>
    public static void RequireShape(string file, long rows, long width)
    {
        if (rows < 1 || width < 1)
            throw Fault(file, "no-vectors", $"{file} holds {rows} vectors of {width} numbers; expected at least one.", "Write a matrix of one row for each item.");
        if (rows > IVectorSets.MostItems || width > IVectorSets.MostWidth || rows * width > IVectorSets.MostNumbers)
            throw Fault(file, "too-large", $"{file} holds {rows} vectors of {width} numbers; at most {IVectorSets.MostItems} vectors, {IVectorSets.MostWidth} numbers each and {IVectorSets.MostNumbers} in all can be kept.",
                "Leave out items that are not sold any more, or keep the leading components only.");
    }

    /// <summary>A whole matrix and its ids.</summary>
    /// <exception cref="DataException">An id or vector cannot be used.</exception>
    public static VectorTable Of(string file, IReadOnlyList<string> ids, float[] values, int width)
    {
        var rows = new CheckedVectors(file) { _width = width, _values = values };
        for (var row = 0; row < ids.Count; row++)
        {
            rows.Name(ids[row], row + 1, null);
            rows.Check(values.AsSpan(row * width, width), row + 1, null);
        }

        return new VectorTable(rows._ids, values, width);
    }

    /// <summary>Takes the next vector.</summary>
    /// <param name="id">The item's id.</param>
    /// <param name="vector">The vector.</param>
    /// <param name="line">Where it stands in the file.</param>
    /// <param name="column">The column it stands in, if it is one.</param>
    /// <exception cref="DataException">The id or the vector cannot be used.</exception>
    public void Add(string id, ReadOnlySpan<float> vector, long line, string? column)
    {
        Name(id, line, null);
        if (_ids.Count == 1)
            _width = vector.Length;
        if (vector.Length != _width)
            throw Fault(file, "wrong-width", $"The vector of row {line} has {vector.Length} numbers; those before have {_width}.", "All vectors of a set come from one encoder and are equally long.", line, column);
        RequireShape(file, _ids.Count, _width);
        Check(vector, line, column);
        var end = _ids.Count * _width;
        if (end > _values.Length)
            Array.Resize(ref _values, (int)Math.Min(IVectorSets.MostNumbers, Math.Max(end, 2L * _values.Length)));
        vector.CopyTo(_values.AsSpan(end - _width));
    }

    /// <summary>The vectors.</summary>
    /// <exception cref="DataException"><c>no-vectors</c>: there was none.</exception>
    public VectorTable Done()
    {
        RequireShape(file, _ids.Count, Math.Max(1, _width));
        Array.Resize(ref _values, _ids.Count * _width);
        return new VectorTable(_ids, _values, _width);
    }

    /// <summary>The fault of a file.</summary>
    public static DataException Fault(string file, string code, string message, string hint, long? row = null, string? column = null, Exception? cause = null) =>
        new(message, cause) { Code = code, File = file, Row = row, Column = column, Hint = hint };

    private void Name(string id, long line, string? column)
    {
        if (id.Length == 0 || id.Length > LongestId)
            throw Fault(file, "bad-id", $"The id of row {line} has {id.Length} characters; expected 1 to {LongestId}.", "Ids are those of the shop's items.", line, column);
        if (!_rows.TryAdd(id, line))
            throw Fault(file, "duplicate-id", $"The id '{id}' stands in row {_rows[id]} and again in row {line}.", "Keep one vector for each item.", line, column);
        _ids.Add(id);
    }

    private void Check(ReadOnlySpan<float> vector, long line, string? column)
    {
        if (ItemEmbeddings.FaultOf(vector) is { } fault)
            throw Fault(file, "bad-vector", $"The vector of row {line} {fault}.", "Leave out items that the encoder could not read.", line, column);
    }
}
