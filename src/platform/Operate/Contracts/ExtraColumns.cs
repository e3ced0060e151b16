using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Kirana.Data.Lines;

namespace Kirana.Operate.Contracts;

/// <summary>Keeps the columns no field takes as one JSON object of strings, in the order of the file; nothing where all are empty.</summary>
internal sealed class ExtraColumns : IDisposable
{
    private readonly ArrayBufferWriter<byte> _buffer = new();
    private readonly Utf8JsonWriter _writer;
    private (JsonEncodedText Name, int Column)[] _columns = [];

    /// <summary>Creates an empty set.</summary>
    public ExtraColumns() =>
        _writer = new Utf8JsonWriter(_buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });

    /// <summary>Learns the columns.</summary>
    /// <param name="columns">All columns of the file.</param>
    /// <param name="taken">Those that fields take.</param>
    public void Bind(IReadOnlyList<string> columns, IReadOnlySet<string> taken) =>
        _columns = [.. columns.Select((name, i) => (name, i)).Where(column => !taken.Contains(column.name))
            .Select(column => (JsonEncodedText.Encode(column.name, JavaScriptEncoder.UnsafeRelaxedJsonEscaping), column.i))];

    /// <summary>The object of a line.</summary>
    /// <param name="line">The line.</param>
    /// <param name="json">The object, or <see langword="null"/> if every such column is empty.</param>
    /// <returns><see langword="false"/> if a value is not UTF-8.</returns>
    public bool TryRead(ILineReader line, out string? json)
    {
        json = null;
        var any = false;
        foreach (var (name, column) in _columns)
        {
            var value = line.Field(column);
            if (value.IsEmpty)
                continue;
            if (!Utf8.IsValid(value))
                return false;
            if (!any)
            {
                _buffer.ResetWrittenCount();
                _writer.Reset();
                _writer.WriteStartObject();
                any = true;
            }

            _writer.WriteString(name, value);
        }

        if (!any)
            return true;
        _writer.WriteEndObject();
        _writer.Flush();
        json = Encoding.UTF8.GetString(_buffer.WrittenSpan);
        return true;
    }

    /// <summary>Gives the buffer back.</summary>
    public void Dispose() => _writer.Dispose();
}
