using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Kirana.Data.Csv;

/// <summary>Writes CSV as <see cref="CsvReader"/> reads it: UTF-8 without a byte order mark, line feeds, quotes only where they are needed.</summary>
/// <remarks>Not thread-safe. Does not allocate for a record. Every record must have as many fields as the first.</remarks>
public sealed class CsvWriter : IDisposable
{
    private const int FlushBytes = 1 << 16;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Stream _stream;
    private readonly CsvWriterOptions _options;
    private readonly SearchValues<byte> _special;
    private readonly ArrayBufferWriter<byte> _buffer = new(2 * FlushBytes);
    private byte[] _text = new byte[256];
    private int _fieldsInFirst = -1;
    private int _fields;
    private bool _lastIsEmpty;

    /// <summary>Creates a writer.</summary>
    /// <param name="stream">Where to write; not closed with the writer.</param>
    /// <param name="options">How to write; <see cref="CsvWriterOptions.Default"/> by default.</param>
    /// <exception cref="ArgumentException">The separator cannot be one.</exception>
    public CsvWriter(Stream stream, CsvWriterOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        _stream = stream;
        _options = options ?? CsvWriterOptions.Default;
        new CsvOptions { Separator = _options.Separator }.Check();
        _special = SearchValues.Create([(byte)_options.Separator, (byte)'"', (byte)'\r', (byte)'\n']);
    }

    /// <summary>Writes a field of text.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="ArgumentException">The text is not valid UTF-16.</exception>
    public void Write(ReadOnlySpan<char> text)
    {
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (_text.Length < most)
            _text = new byte[Math.Max(most, 2 * _text.Length)];
        Write(_text.AsSpan(0, StrictUtf8.GetBytes(text, _text)));
    }

    /// <inheritdoc cref="Write(ReadOnlySpan{char})"/>
    public void Write(string? text) => Write(text.AsSpan());

    /// <summary>Writes a field of text.</summary>
    /// <param name="utf8">The text in UTF-8.</param>
    public void Write(ReadOnlySpan<byte> utf8)
    {
        BeginField();
        var guard = _options.GuardFormulas && utf8 is [(byte)'=' or (byte)'+' or (byte)'-' or (byte)'@' or (byte)'\t' or (byte)'\r', ..] && !IsNumber(utf8);
        // A byte order mark in front would be taken for the file's.
        var quote = utf8.IndexOfAny(_special) >= 0 || utf8.StartsWith("\ufeff"u8);
        if (quote)
            _buffer.Write("\""u8);
        if (guard)
            _buffer.Write("'"u8);
        for (var at = utf8.IndexOf((byte)'"'); at >= 0; at = utf8.IndexOf((byte)'"'))
        {
            _buffer.Write(utf8[..(at + 1)]);
            _buffer.Write("\""u8);
            utf8 = utf8[(at + 1)..];
        }

        _buffer.Write(utf8);
        if (quote)
            _buffer.Write("\""u8);
        _lastIsEmpty = utf8.IsEmpty && !quote;
    }

    /// <summary>Writes a number in the shortest form that reads back as the same number; NaN, which is a missing number, as an empty field.</summary>
    /// <param name="number">The number.</param>
    public void Write(double number)
    {
        BeginField();
        _lastIsEmpty = double.IsNaN(number);
        if (!_lastIsEmpty && number.TryFormat(_buffer.GetSpan(32), out var written, provider: CultureInfo.InvariantCulture))
            _buffer.Advance(written);
    }

    /// <summary>Writes a whole number.</summary>
    /// <param name="number">The number.</param>
    public void Write(long number)
    {
        BeginField();
        _lastIsEmpty = false;
        number.TryFormat(_buffer.GetSpan(32), out var written, provider: CultureInfo.InvariantCulture);
        _buffer.Advance(written);
    }

    /// <summary>Ends the record.</summary>
    /// <exception cref="InvalidOperationException">The record has no field, or another number of fields than the first.</exception>
    public void EndRecord()
    {
        if (_fields == 0 || (_fieldsInFirst >= 0 && _fields != _fieldsInFirst))
            throw new InvalidOperationException($"Expected {(_fieldsInFirst < 0 ? "a field" : $"{_fieldsInFirst} fields")} in the record, found {_fields}.");
        // An empty line is no record to a reader, so a single empty field needs its quotes.
        if (_fields == 1 && _lastIsEmpty)
            _buffer.Write("\"\""u8);
        _buffer.Write("\n"u8);
        (_fieldsInFirst, _fields) = (_fields, 0);
        if (_buffer.WrittenCount >= FlushBytes)
            Flush();
    }

    /// <summary>Writes a whole record of texts.</summary>
    /// <param name="fields">The fields.</param>
    /// <exception cref="ArgumentException">A text is not valid UTF-16.</exception>
    /// <exception cref="InvalidOperationException">The record has no field, or another number of fields than the first.</exception>
    public void WriteRecord(params ReadOnlySpan<string> fields)
    {
        foreach (var field in fields)
            Write(field);
        EndRecord();
    }

    /// <summary>Hands everything written so far to the stream.</summary>
    public void Flush()
    {
        _stream.Write(_buffer.WrittenSpan);
        _buffer.ResetWrittenCount();
    }

    /// <summary>Hands everything written so far to the stream, which stays open.</summary>
    public void Dispose() => Flush();

    private static bool IsNumber(ReadOnlySpan<byte> utf8) => Utf8Parser.TryParse(utf8, out double _, out var length) && length == utf8.Length;

    private void BeginField()
    {
        if (_fields++ > 0)
            _buffer.Write([(byte)_options.Separator]);
    }
}
