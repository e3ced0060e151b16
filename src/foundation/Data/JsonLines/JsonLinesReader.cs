using System.Text.Json;
using System.Text.Unicode;
using Kirana.Data.Lines;

namespace Kirana.Data.JsonLines;

/// <summary>Reads JSON Lines: one JSON object a line, its keys the columns.</summary>
/// <remarks>
/// A key seen for the first time adds a column. Strings are given unescaped, numbers and nested values as they are written,
/// <c>null</c> and absent keys as empty fields. Empty lines are skipped. Gzip and Brotli are unpacked as in CSV.
/// <para>Faults: <c>bad-json</c> (no JSON, no object, a key twice, nested too deeply), <c>bad-encoding</c>, <c>too-long</c>.
/// The columns that the sound beginning of a faulty record names may have been added; its fields are empty.</para>
/// </remarks>
public sealed class JsonLinesReader : ILineReader
{
    private const int RawBytes = 4096;

    private readonly LineBuffer _buffer;
    private readonly JsonLinesOptions _options;
    private readonly List<string> _columns = [];
    private readonly List<byte[]> _keys = [];
    private readonly Dictionary<string, int> _indices = new(StringComparer.Ordinal);

    private FieldRange[] _fields = new FieldRange[16];
    private int _record = 1;
    private byte[] _unescaped = [];
    private byte[] _longRaw = [];
    private int _length;
    private int _consumed;
    private long _nextLine = 1;

    /// <summary>Opens a JSON Lines file.</summary>
    /// <param name="stream">The file; closed with the reader.</param>
    /// <param name="name">The file's name, for messages; its end tells Brotli.</param>
    /// <param name="options">What the file may ask for; <see cref="JsonLinesOptions.Default"/> by default.</param>
    /// <exception cref="ArgumentException">An option lies outside its range.</exception>
    /// <exception cref="DataException"><c>empty-file</c>, <c>not-text</c>, <c>damaged-compression</c>.</exception>
    public JsonLinesReader(Stream stream, string name, JsonLinesOptions? options = null)
        : this(Checked(options), new Utf8Source(stream, name, (options ?? JsonLinesOptions.Default).Encoding))
    {
    }

    internal JsonLinesReader(JsonLinesOptions options, Utf8Source source)
        : this(options, new LineBuffer(source, options.BufferBytes, options.MaxRecordBytes))
    {
    }

    internal JsonLinesReader(JsonLinesOptions options, LineBuffer buffer)
    {
        _options = options;
        _buffer = buffer;
        _nextLine += _buffer.SkipEmptyLines();
        if (_buffer.Available.IsEmpty)
            throw new DataException($"{Name} is empty: expected one JSON object a line.") { Code = "empty-file", File = Name };
    }

    /// <inheritdoc/>
    public string Name => _buffer.Source.Name;

    /// <inheritdoc/>
    public IReadOnlyList<string> Columns => _columns;

    /// <summary>The encoding given or found.</summary>
    public TextEncoding Encoding => _buffer.Source.Encoding;

    /// <inheritdoc/>
    public long Line { get; private set; }

    /// <inheritdoc/>
    public LineFault? Fault { get; private set; }

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Raw => Fault?.Code is "too-long" ? _longRaw : _buffer.Available[..Math.Min(_length, RawBytes)];

    /// <inheritdoc/>
    public long BytesRead => _buffer.Source.BytesRead;

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">There is no such column.</exception>
    public ReadOnlySpan<byte> Field(int column)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(column);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(column, _columns.Count);
        var field = _fields[column];
        // A field of an earlier record is not cleared but recognised.
        if (field.Record != _record || Fault is not null)
            return [];
        return field.IsUnescaped ? _unescaped.AsSpan(field.Start, field.Length) : _buffer.Available.Slice(field.Start, field.Length);
    }

    /// <inheritdoc/>
    /// <exception cref="DataException"><c>too-many-columns</c>, <c>damaged-compression</c>.</exception>
    public bool TryRead()
    {
        _buffer.Consume(_consumed);
        (_consumed, _length, Fault) = (0, 0, null);
        _record++;
        _nextLine += _buffer.SkipEmptyLines();
        if (_buffer.Available.IsEmpty)
            return false;

        Line = _nextLine++;
        if (!_buffer.TryFindLine(out _length, out _consumed))
        {
            _longRaw = _buffer.Available[..Math.Min(RawBytes, _buffer.Available.Length)].ToArray();
            _length = 0;
            _buffer.SkipLine();
            Fault = new LineFault("too-long", $"expected a line of at most {_options.MaxRecordBytes} bytes, found a longer one");
            return true;
        }

        var line = _buffer.Available[.._length];
        if (!Utf8.IsValid(line))
        {
            Fault = new LineFault("bad-encoding", $"expected text in {Encoding}, found bytes that are none");
            return true;
        }

        try
        {
            ReadObject(line);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: an escaped half of a surrogate pair, which is no text.
            Fault = new LineFault("bad-json", e is JsonException ? $"expected a JSON object, found {e.Message}" : "expected text, found half a surrogate pair");
        }

        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _buffer.Dispose();

    private void ReadObject(ReadOnlySpan<byte> line)
    {
        var json = new Utf8JsonReader(line, new JsonReaderOptions { MaxDepth = _options.MaxDepth });
        json.Read();
        if (json.TokenType != JsonTokenType.StartObject)
            throw new JsonException("another value.");
        if (_unescaped.Length < line.Length)
            _unescaped = new byte[Math.Max(line.Length, 2 * _unescaped.Length)];
        var unescaped = 0;
        var next = 0;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var column = Column(ref json, next);
            next = column + 1;
            if (_fields[column].Record == _record)
                throw new JsonException($"the key '{_columns[column]}' twice.");
            json.Read();
            _fields[column] = Value(ref json, ref unescaped);
        }

        // Nothing but space may follow the object.
        json.Read();
    }

    /// <summary>The column of the key the reader stands on; keys mostly come in the same order in every line.</summary>
    private int Column(ref Utf8JsonReader json, int expected)
    {
        if (expected < _keys.Count && json.ValueTextEquals(_keys[expected]))
            return expected;
        var name = json.GetString()!;
        if (_indices.TryGetValue(name, out var column))
            return column;
        if (_columns.Count == _options.MaxColumns)
            throw new DataException($"{Name} has more than {_options.MaxColumns} different keys.")
            {
                Code = "too-many-columns",
                File = Name,
                Row = Line,
                Hint = "Nest keys that are data in a list or an object.",
            };
        _indices.Add(name, column = _columns.Count);
        _columns.Add(name);
        _keys.Add(System.Text.Encoding.UTF8.GetBytes(name));
        if (_fields.Length < _columns.Count)
            Array.Resize(ref _fields, 2 * _fields.Length);
        return column;
    }

    private FieldRange Value(ref Utf8JsonReader json, ref int unescaped)
    {
        var start = (int)json.TokenStartIndex;
        switch (json.TokenType)
        {
            case JsonTokenType.Null:
                return new FieldRange(_record, 0, 0, IsUnescaped: false);
            case JsonTokenType.String when json.ValueIsEscaped:
                var length = json.CopyString(_unescaped.AsSpan(unescaped));
                unescaped += length;
                return new FieldRange(_record, unescaped - length, length, IsUnescaped: true);
            case JsonTokenType.String:
                return new FieldRange(_record, start + 1, json.ValueSpan.Length, IsUnescaped: false);
            default:
                json.Skip();
                return new FieldRange(_record, start, (int)json.BytesConsumed - start, IsUnescaped: false);
        }
    }

    private static JsonLinesOptions Checked(JsonLinesOptions? options)
    {
        options ??= JsonLinesOptions.Default;
        options.Check();
        return options;
    }

    private readonly record struct FieldRange(int Record, int Start, int Length, bool IsUnescaped);
}
