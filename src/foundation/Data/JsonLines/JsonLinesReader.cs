using System.Text.Json;
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
    private readonly JsonObjectFields _fields;

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
        _fields = new JsonObjectFields(options.MaxColumns, options.MaxDepth);
        _nextLine += _buffer.SkipEmptyLines();
        if (_buffer.Available.IsEmpty)
            throw new DataException($"{Name} is empty: expected one JSON object a line.") { Code = "empty-file", File = Name };
    }

    /// <inheritdoc/>
    public string Name => _buffer.Source.Name;

    /// <inheritdoc/>
    public IReadOnlyList<string> Columns => _fields.Columns;

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
    public ReadOnlySpan<byte> Field(int column) => _fields.Field(column, Fault is null ? _buffer.Available[.._length] : []);

    /// <inheritdoc/>
    /// <exception cref="DataException"><c>too-many-columns</c>, <c>damaged-compression</c>.</exception>
    public bool TryRead()
    {
        _buffer.Consume(_consumed);
        (_consumed, _length, Fault) = (0, 0, null);
        _fields.Clear();
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

        try
        {
            Fault = _fields.Read(_buffer.Available[.._length]);
        }
        catch (JsonException e)
        {
            Fault = JsonObjectFields.BadJson(e.Message);
        }

        if (Fault is null)
            return true;
        _fields.Clear();
        if (Fault.Code is "too-many-columns")
            throw new DataException($"{Name} has more than {_options.MaxColumns} different keys.")
            {
                Code = "too-many-columns",
                File = Name,
                Row = Line,
                Hint = "Nest keys that are data in a list or an object.",
            };
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _buffer.Dispose();

    private static JsonLinesOptions Checked(JsonLinesOptions? options)
    {
        options ??= JsonLinesOptions.Default;
        options.Check();
        return options;
    }
}
