using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Unicode;
using Kirana.Data.Lines;

namespace Kirana.Data.JsonLines;

/// <summary>The fields of one JSON object after another, as places in its text. Keys become columns in the order they are first seen.</summary>
/// <param name="maxColumns">The most columns.</param>
/// <param name="maxDepth">The deepest nesting, the object itself counted.</param>
internal sealed class JsonObjectFields(int maxColumns, int maxDepth)
{
    private readonly List<string> _columns = [];
    private readonly List<byte[]> _keys = [];
    private readonly Dictionary<string, int> _indices = new(StringComparer.Ordinal);

    private FieldRange[] _fields = new FieldRange[16];
    private int _record = 1;
    private byte[] _unescaped = [];

    /// <summary>The keys seen so far.</summary>
    public IReadOnlyList<string> Columns => _columns;

    /// <summary>Whether a value of the object is neither text, number nor null.</summary>
    public bool HasOtherTypes { get; private set; }

    /// <summary>A field of the object; empty if it is missing or null.</summary>
    /// <param name="column">The column.</param>
    /// <param name="text">The object's text.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such column.</exception>
    public ReadOnlySpan<byte> Field(int column, ReadOnlySpan<byte> text)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(column);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(column, _columns.Count);
        ref readonly var field = ref _fields[column];
        // A field of an earlier object is not cleared but recognised.
        if (field.Record != _record)
            return [];
        return field.IsUnescaped ? _unescaped.AsSpan(field.Start, field.Length) : text.Slice(field.Start, field.Length);
    }

    /// <summary>What the value of a field is; <see cref="JsonTokenType.None"/> if it is missing.</summary>
    /// <param name="column">The column.</param>
    public JsonTokenType TypeOf(int column) => _fields[column].Record == _record ? _fields[column].Type : JsonTokenType.None;

    /// <summary>Forgets the object; the columns stay.</summary>
    public void Clear()
    {
        _record++;
        HasOtherTypes = false;
    }

    /// <summary>Reads one object.</summary>
    /// <param name="text">The object's text and nothing else but space.</param>
    /// <returns>What keeps the object from being used though it may be JSON, or <see langword="null"/>.</returns>
    /// <exception cref="JsonException">The text is no JSON, or nested too deeply.</exception>
    public LineFault? Read(ReadOnlySpan<byte> text)
    {
        Clear();
        if (!Utf8.IsValid(text))
            return new LineFault("bad-encoding", "expected text in UTF-8, found bytes that are none");
        var json = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = maxDepth });
        json.Read();
        if (json.TokenType != JsonTokenType.StartObject)
        {
            json.Skip();
            json.Read();
            return BadJson("another value.");
        }

        if (_unescaped.Length < text.Length)
            _unescaped = new byte[Math.Max(text.Length, 2 * _unescaped.Length)];
        try
        {
            return ReadFields(ref json);
        }
        catch (InvalidOperationException)
        {
            // An escaped half of a surrogate pair, which is no text.
            return new LineFault("bad-json", "expected text, found half a surrogate pair");
        }
    }

    /// <summary>A fault of an object's JSON.</summary>
    /// <param name="found">What was found in its place.</param>
    public static LineFault BadJson(string found) => new("bad-json", $"expected a JSON object, found {found}");

    private LineFault? ReadFields(ref Utf8JsonReader json)
    {
        var (unescaped, next) = (0, 0);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var column = Column(ref json, next);
            if (column < 0)
                return new LineFault("too-many-columns", $"expected at most {maxColumns} different keys, found more");
            next = column + 1;
            if (_fields[column].Record == _record)
                return BadJson($"the key '{_columns[column]}' twice.");
            json.Read();
            _fields[column] = Value(ref json, ref unescaped);
        }

        // Nothing but space may follow the object.
        json.Read();
        return null;
    }

    /// <summary>The column of the key the reader stands on, −1 if there are too many; keys mostly come in the same order in every object.</summary>
    private int Column(ref Utf8JsonReader json, int expected)
    {
        if (expected < _keys.Count && json.ValueTextEquals(_keys[expected]))
            return expected;
        var name = json.GetString()!;
        if (_indices.TryGetValue(name, out var column))
            return column;
        if (_columns.Count == maxColumns)
            return -1;
        _indices.Add(name, column = _columns.Count);
        _columns.Add(name);
        _keys.Add(System.Text.Encoding.UTF8.GetBytes(name));
        if (_fields.Length < _columns.Count)
            Array.Resize(ref _fields, 2 * _fields.Length);
        return column;
    }

    private FieldRange Value(ref Utf8JsonReader json, ref int unescaped)
    {
        var (start, type) = ((int)json.TokenStartIndex, json.TokenType);
        switch (type)
        {
            case JsonTokenType.Null:
                return new FieldRange(_record, 0, 0, IsUnescaped: false, JsonTokenType.None);
            case JsonTokenType.String when json.ValueIsEscaped:
                var length = json.CopyString(_unescaped.AsSpan(unescaped));
                unescaped += length;
                return new FieldRange(_record, unescaped - length, length, IsUnescaped: true, type);
            case JsonTokenType.String:
                return new FieldRange(_record, start + 1, json.ValueSpan.Length, IsUnescaped: false, type);
            case JsonTokenType.Number:
                return new FieldRange(_record, start, json.ValueSpan.Length, IsUnescaped: false, type);
            default:
                HasOtherTypes = true;
                json.Skip();
                return new FieldRange(_record, start, (int)json.BytesConsumed - start, IsUnescaped: false, type);
        }
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct FieldRange(int Record, int Start, int Length, bool IsUnescaped, JsonTokenType Type);
}
