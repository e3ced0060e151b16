using System.Buffers;
using System.Text.Unicode;
using Kirana.Data.Lines;

namespace Kirana.Data.Csv;

/// <summary>Reads CSV: RFC 4180 with any separator, line end and encoding, one record at a time and without allocating for it.</summary>
/// <remarks>
/// Quoted fields may hold separators, line ends and doubled quotes; a quote that does not stand first in its field is a plain
/// character. Empty lines are skipped. Gzip is unpacked (known by its content), Brotli too (known by the name's end <c>.br</c>).
/// <para>Records are given out even if damaged, with a <see cref="Fault"/>: <c>field-count</c> (the fields there are can be read),
/// <c>unclosed-quote</c> (a quote that never closes within the limit, or closes in the middle of a field: the record ends
/// with its first line), <c>bad-encoding</c> (bytes that are no UTF-8, or a NUL), <c>too-long</c> (only the beginning of <see cref="Raw"/> is there).</para>
/// </remarks>
public sealed partial class CsvReader : ILineReader
{
    private const int RawBytes = 4096;

    private readonly LineBuffer _buffer;
    private readonly byte _separator;
    private readonly SearchValues<byte> _fieldEnds;
    private readonly string[] _columns;
    private readonly int _maxRecordBytes;

    private FieldRange[] _fields = new FieldRange[16];
    private int _mostFields;
    private byte[] _unescaped = [];
    private int _unescapedLength;
    private byte[] _longRaw = [];
    private int _fieldCount;
    private int _recordLength;
    private int _consumed;
    private int _lineCount;
    private long _nextLine = 1;
    private bool _rawIsLong;
    private bool _pending;

    /// <summary>Opens a CSV file and reads its header.</summary>
    /// <param name="stream">The file; closed with the reader.</param>
    /// <param name="name">The file's name, for messages; its end tells Brotli.</param>
    /// <param name="options">How the file is written down; <see cref="CsvOptions.Default"/> by default.</param>
    /// <exception cref="ArgumentException">An option lies outside its range.</exception>
    /// <exception cref="DataException"><c>empty-file</c>, <c>not-text</c>, <c>damaged-compression</c>, <c>wrong-separator</c>, or <c>bad-header</c>:
    /// a column without a name, two of one name, or a header that is damaged.</exception>
    public CsvReader(Stream stream, string name, CsvOptions? options = null)
        : this(Checked(options), new Utf8Source(stream, name, (options ?? CsvOptions.Default).Encoding))
    {
    }

    internal CsvReader(CsvOptions options, Utf8Source source)
        : this(options, new LineBuffer(source, options.BufferBytes, options.MaxRecordBytes))
    {
    }

    internal CsvReader(CsvOptions options, LineBuffer buffer)
    {
        _buffer = buffer;
        _maxRecordBytes = options.MaxRecordBytes;
        _nextLine += _buffer.SkipEmptyLines();
        if (buffer.Available.IsEmpty)
            throw new DataException($"{Name} is empty: expected a header and records.") { Code = "empty-file", File = Name };

        _separator = options.Separator is { } separator ? (byte)separator : SeparatorGuess.Of(FirstRecords());
        _fieldEnds = SearchValues.Create([_separator, (byte)'\n', (byte)'\r']);
        _mostFields = options.MaxColumns;
        _columns = ReadHeader(options);
        _mostFields = _columns.Length;
    }

    /// <inheritdoc/>
    public string Name => _buffer.Source.Name;

    /// <inheritdoc/>
    public IReadOnlyList<string> Columns => _columns;

    /// <summary>The encoding given or found. Windows-1252 is a superset of what Latin-1 files hold, so Latin-1 is found only by bytes that Windows-1252 leaves undefined.</summary>
    public TextEncoding Encoding => _buffer.Source.Encoding;

    /// <summary>The separator given or found.</summary>
    public char Separator => (char)_separator;

    /// <inheritdoc/>
    public long Line { get; private set; }

    /// <inheritdoc/>
    public LineFault? Fault { get; private set; }

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Raw => _rawIsLong ? _longRaw : _buffer.Available[..Math.Min(_recordLength, RawBytes)];

    /// <inheritdoc/>
    public long BytesRead => _buffer.Source.BytesRead;

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">There is no such column.</exception>
    public ReadOnlySpan<byte> Field(int column)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(column);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(column, _columns.Length);
        if (column >= _fieldCount)
            return [];
        var field = _fields[column];
        return field.IsUnescaped ? _unescaped.AsSpan(field.Start, field.Length) : _buffer.Available.Slice(field.Start, field.Length);
    }

    /// <inheritdoc/>
    public bool TryRead()
    {
        if (_pending)
        {
            // The first record of a file without a header was parsed to count its fields.
            _pending = false;
            return true;
        }

        if (!MoveNext())
            return false;
        if (Fault is null && _fieldCount != _columns.Length)
            Fault = new LineFault("field-count", $"expected {_columns.Length} fields, found {_fieldCount}");
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _buffer.Dispose();

    /// <summary>Parses the next record, whatever its number of fields.</summary>
    private bool MoveNext()
    {
        _buffer.Consume(_consumed);
        (_consumed, _recordLength, _fieldCount, _rawIsLong, Fault) = (0, 0, 0, false, null);
        _nextLine += _buffer.SkipEmptyLines();
        if (_buffer.Available.IsEmpty)
            return false;

        Line = _nextLine;
        var outcome = Parse();
        while (outcome == Outcome.NeedsMore && (_buffer.TryGrow() || _buffer.IsFinal))
            outcome = Parse();

        if (outcome == Outcome.BrokenQuote || (outcome == Outcome.NeedsMore && _insideQuotes))
            TakeFirstLine();
        else if (outcome == Outcome.NeedsMore)
            SkipLongLine();
        else
            CheckText();
        _nextLine += _lineCount;
        return true;
    }

    private void CheckText()
    {
        var record = _buffer.Available[.._recordLength];
        if (_holdsNul && record.Contains((byte)0))
            Fault = new LineFault("bad-encoding", "expected text, found a NUL byte");
        else if (!Utf8.IsValid(record))
            Fault = new LineFault("bad-encoding", $"expected text in {Encoding}, found bytes that are none");
    }

    private static CsvOptions Checked(CsvOptions? options)
    {
        options ??= CsvOptions.Default;
        options.Check();
        return options;
    }

    private readonly record struct FieldRange(int Start, int Length, bool IsUnescaped);
}
