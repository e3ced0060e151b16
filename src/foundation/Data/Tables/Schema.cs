using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Kirana.Data.Tables;

/// <summary>The names and kinds of a table's columns, in order. What a model keeps of the table it was fitted on. Immutable.</summary>
public sealed class Schema
{
    private readonly (string Name, ColumnKind Kind)[] _columns;

    /// <summary>Creates a schema.</summary>
    /// <param name="columns">Columns with distinct names.</param>
    /// <exception cref="ArgumentException">A name occurs twice.</exception>
    public Schema(IEnumerable<(string Name, ColumnKind Kind)> columns)
    {
        _columns = [.. columns];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, _) in _columns)
            if (!seen.Add(name))
                throw new ArgumentException($"The column '{name}' occurs twice; names are distinct.", nameof(columns));
    }

    /// <summary>The columns in order.</summary>
    public IReadOnlyList<(string Name, ColumnKind Kind)> Columns => _columns;

    /// <summary>Refuses a table that lacks a column or has one of another kind. Numbers of either precision will do for each other; further columns do no harm.</summary>
    /// <param name="table">The table.</param>
    /// <exception cref="DataException"><c>missing-column</c>, <c>wrong-kind</c>; names the column.</exception>
    public void Check(Table table)
    {
        foreach (var (name, kind) in _columns)
        {
            var found = table[name].Kind;
            if (found != kind && !(IsNumber(found) && IsNumber(kind)))
                throw new DataException($"The column '{name}' is of the kind {found}; expected {kind}.") { Code = "wrong-kind", Column = name };
        }
    }

    /// <summary>The schema as a JSON object for a model file: <c>{"columns":[{"name":"price","kind":"double"},…]}</c>.</summary>
    public string ToJson()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteStartArray("columns");
            foreach (var (name, kind) in _columns)
            {
                json.WriteStartObject();
                json.WriteString("name", name);
                json.WriteString("kind", Spelled(kind));
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <param name="json">The JSON.</param>
    /// <exception cref="DataException"><c>bad-schema</c>.</exception>
    public static Schema Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return new Schema(document.RootElement.GetProperty("columns").EnumerateArray()
                .Select(column => (column.GetProperty("name").GetString()!, Kind(column.GetProperty("kind").GetString()))));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or ArgumentException)
        {
            throw new DataException($"The schema cannot be read: {e.Message}", e) { Code = "bad-schema" };
        }
    }

    private static bool IsNumber(ColumnKind kind) => kind is ColumnKind.Single or ColumnKind.Double;

    private static string Spelled(ColumnKind kind) => kind switch
    {
        ColumnKind.Single => "single",
        ColumnKind.Double => "double",
        ColumnKind.Category => "category",
        _ => "time",
    };

    private static ColumnKind Kind(string? text) => text switch
    {
        "single" => ColumnKind.Single,
        "double" => ColumnKind.Double,
        "category" => ColumnKind.Category,
        "time" => ColumnKind.Time,
        _ => throw new JsonException($"the kind '{text}' is not known."),
    };
}
