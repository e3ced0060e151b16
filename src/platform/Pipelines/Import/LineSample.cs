using System.Buffers;
using Kirana.Data.Lines;

namespace Kirana.Pipelines.Import;

/// <summary>The first lines of a reader, kept so that they can be looked at before they are imported: a source is read once, even if it is a pipe.</summary>
/// <remarks>Reading the sample through <see cref="ILineReader"/> gives the kept lines again; after <see cref="Rewind"/> once more. Then the
/// original reader goes on where the sample ends.</remarks>
internal sealed class LineSample : ILineReader
{
    private const int MostLines = 50_000;
    private const int MostBytes = 8 << 20;
    private readonly ArrayBufferWriter<byte> _bytes = new(1 << 16);
    private readonly List<int> _ends = [];
    private readonly List<Entry> _lines = [];
    private int _current = -1;

    /// <summary>Reads the sample.</summary>
    /// <param name="reader">The reader, at its beginning.</param>
    public LineSample(ILineReader reader)
    {
        Name = reader.Name;
        while (_lines.Count < MostLines && _bytes.WrittenCount < MostBytes && reader.TryRead())
            Keep(reader);
        Columns = [.. reader.Columns];
        BytesRead = reader.BytesRead;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Columns { get; }

    /// <inheritdoc/>
    public long Line => _lines[_current].Line;

    /// <inheritdoc/>
    public LineFault? Fault => _lines[_current].Fault;

    /// <inheritdoc/>
    public long BytesRead { get; }

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Raw => Slice(_lines[_current].FirstEnd);

    /// <summary>Goes back before the first line.</summary>
    public void Rewind() => _current = -1;

    /// <inheritdoc/>
    public bool TryRead() => _current < _lines.Count && ++_current < _lines.Count;

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Field(int column)
    {
        var line = _lines[_current];
        return column < line.Fields ? Slice(line.FirstEnd + 1 + column) : default;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private void Keep(ILineReader reader)
    {
        var fields = reader.Fault is null ? reader.Columns.Count : 0;
        _lines.Add(new Entry(reader.Line, reader.Fault, _ends.Count, fields));
        Append(reader.Raw);
        for (var i = 0; i < fields; i++)
            Append(reader.Field(i));
    }

    private void Append(ReadOnlySpan<byte> part)
    {
        _bytes.Write(part);
        _ends.Add(_bytes.WrittenCount);
    }

    private ReadOnlySpan<byte> Slice(int end) => _bytes.WrittenSpan[(end == 0 ? 0 : _ends[end - 1]).._ends[end]];

    private readonly record struct Entry(long Line, LineFault? Fault, int FirstEnd, int Fields);
}
