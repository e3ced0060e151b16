using System.Buffers;
using System.Text.Json;
using Kirana.Data.Lines;

namespace Kirana.Data.JsonLines;

/// <summary>Reads JSON objects that lie in memory: an array of them, or one a line. Made to be used again for body after body.</summary>
/// <remarks>
/// The first character that is no space decides: <c>[</c> begins an array. Values are given as <see cref="JsonLinesReader"/> gives them. Columns
/// stay from body to body, so that a reader of many bodies learns the keys once. Not thread-safe.
/// <para>A faulty record is returned with its <see cref="Fault"/>: <c>bad-json</c> (no object, a key twice, half a surrogate pair, nested too
/// deeply; in lines also no JSON), <c>bad-encoding</c>, <c>too-many-columns</c>. Where an array breaks, nobody knows where its next
/// record begins: that is a <see cref="DataException"/>.</para>
/// </remarks>
/// <param name="name">The source's name, for messages.</param>
/// <param name="maxColumns">The most different keys.</param>
/// <param name="maxDepth">The deepest nesting of a record, the record itself counted.</param>
public sealed class JsonBodyReader(string name, int maxColumns = 1_000, int maxDepth = 16) : ILineReader
{
    private const int RawBytes = 4096;
    private static readonly SearchValues<byte> Brackets = SearchValues.Create("\"{}[]"u8);
    private static readonly SearchValues<byte> Ends = SearchValues.Create(", \t\r\n]"u8);
    private static readonly SearchValues<byte> Escapes = SearchValues.Create("\"\\"u8);

    private readonly JsonObjectFields _fields = new(maxColumns, maxDepth);
    private ReadOnlyMemory<byte> _body;
    private ReadOnlyMemory<byte> _record;
    private int _at;
    private bool _isArray;

    /// <inheritdoc/>
    public string Name { get; } = name;

    /// <inheritdoc/>
    public IReadOnlyList<string> Columns => _fields.Columns;

    /// <summary>The record's number within the body, from 1.</summary>
    public long Line { get; private set; }

    /// <inheritdoc/>
    public LineFault? Fault { get; private set; }

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Raw => _record.Span[..Math.Min(_record.Length, RawBytes)];

    /// <inheritdoc/>
    public long BytesRead => _at;

    /// <summary>Whether a value of the current record is neither text, number nor null.</summary>
    public bool HasOtherTypes => _fields.HasOtherTypes;

    /// <summary>What the value of a field is; <see cref="JsonTokenType.None"/> if it is missing or null.</summary>
    /// <param name="column">The index of the column.</param>
    public JsonTokenType TypeOf(int column) => _fields.TypeOf(column);

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">There is no such column.</exception>
    public ReadOnlySpan<byte> Field(int column) => _fields.Field(column, _record.Span);

    /// <summary>Begins a body.</summary>
    /// <param name="body">UTF-8; must stay as it is until the last record is read.</param>
    /// <exception cref="DataException"><c>bad-json</c>: it holds nothing but space.</exception>
    public void Begin(ReadOnlyMemory<byte> body)
    {
        (_body, _record, _at, Line, Fault) = (body, default, 0, 0, null);
        _fields.Clear();
        if (body.Span.StartsWith("\ufeff"u8))
            _at = 3;
        SkipSpace();
        if (_at == body.Length)
            throw new DataException($"{Name} is empty: expected a JSON array of objects, or one object a line.") { Code = "bad-json", File = Name };
        _isArray = body.Span[_at] == '[';
        if (_isArray)
            _at++;
    }

    /// <inheritdoc/>
    /// <exception cref="DataException"><c>bad-json</c>: an array breaks; the row is the one where it does.</exception>
    public bool TryRead()
    {
        Fault = null;
        _fields.Clear();
        var found = _isArray ? TryReadElement() : TryReadLine();
        // Of a record that cannot be used no field is told.
        if (Fault is not null)
            _fields.Clear();
        return found;
    }

    /// <summary>Lets the body go.</summary>
    public void Dispose() => (_body, _record) = (default, default);

    private bool TryReadLine()
    {
        SkipSpace();
        if (_at == _body.Length)
            return false;
        Line++;
        var rest = _body[_at..];
        var end = rest.Span.IndexOf((byte)'\n');
        _record = end < 0 ? rest : rest[..end];
        _at += end < 0 ? rest.Length : end + 1;
        try
        {
            Fault = _fields.Read(_record.Span);
        }
        catch (JsonException error)
        {
            Fault = JsonObjectFields.BadJson(error.Message);
        }

        return true;
    }

    private bool TryReadElement()
    {
        SkipSpace();
        if (Next() == ']' && Line == 0)
            return End();
        if (Line > 0)
        {
            if (Next() == ']')
                return End();
            if (Next() != ',')
                throw Broken("expected a comma or the array's end");
            _at++;
            SkipSpace();
        }

        Line++;
        var length = ElementLength(out var isTooDeep);
        _record = _body.Slice(_at, length);
        _at += length;
        if (isTooDeep)
        {
            Fault = JsonObjectFields.BadJson($"one nested more than {maxDepth} levels deep.");
            return true;
        }

        try
        {
            Fault = _fields.Read(_record.Span);
        }
        catch (JsonException error)
        {
            throw Broken(error.Message);
        }

        return true;
    }

    /// <summary>The end of the array, behind which only space may follow.</summary>
    private bool End()
    {
        if (_at < _body.Length)
            _at++;
        SkipSpace();
        return _at == _body.Length ? false : throw Broken("something follows the array's end");
    }

    /// <summary>The length of the value at the reader's place. Only brackets and quotes are looked at; the value itself is checked when it is read.</summary>
    private int ElementLength(out bool isTooDeep)
    {
        isTooDeep = false;
        var text = _body.Span[_at..];
        if (text.IsEmpty)
            throw Broken("the array has no end");
        if (text[0] is not ((byte)'{' or (byte)'[' or (byte)'"'))
        {
            var end = text.IndexOfAny(Ends);
            return end > 0 ? end : throw Broken(end < 0 ? "the array has no end" : "expected a value");
        }

        var (at, depth) = (0, 0);
        do
        {
            var step = text[at..].IndexOfAny(Brackets);
            if (step < 0)
                throw Broken("the array has no end");
            at += step;
            switch (text[at++])
            {
                case (byte)'"':
                    at += StringLength(text[at..]);
                    break;
                case (byte)'{' or (byte)'[':
                    isTooDeep |= ++depth > maxDepth;
                    break;
                default:
                    depth--;
                    break;
            }
        }
        while (depth > 0);
        return at;
    }

    /// <summary>The length of the rest of a string, its closing quote counted.</summary>
    private int StringLength(ReadOnlySpan<byte> text)
    {
        for (var at = 0; ;)
        {
            var step = text[at..].IndexOfAny(Escapes);
            if (step < 0)
                throw Broken("a string has no end");
            at += step + 1;
            if (text[at - 1] == '"')
                return at;
            if (at == text.Length)
                throw Broken("a string has no end");
            at++;
        }
    }

    private int Next() => _at < _body.Length ? _body.Span[_at] : -1;

    private void SkipSpace()
    {
        var rest = _body.Span[_at..];
        var start = rest.IndexOfAnyExcept(" \t\r\n"u8);
        _at = start < 0 ? _body.Length : _at + start;
    }

    private DataException Broken(string found) => new($"{Name} is no JSON array: {found.TrimEnd('.')}, at byte {_at} in record {Math.Max(1, Line)}.")
    {
        Code = "bad-json", File = Name, Row = Math.Max(1, Line), Hint = "Nothing was stored. Send an array of objects, or one object a line (NDJSON).",
    };
}
