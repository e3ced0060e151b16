using DuckDB.NET.Data;
using DuckDB.NET.Data.DataChunk.Writer;
using Kirana.Operate.Records;
using Kirana.Storage.Records;

namespace Kirana.Storage.Segments;

/// <summary>Lets a query read a chunk of records straight from memory.</summary>
internal sealed class ChunkFunction
{
    private RecordChunk? _chunk;
    private int[] _rows = [];
    private int[] _columns = [];

    /// <summary>Registers the function <c>chunk()</c>.</summary>
    /// <param name="session">The session.</param>
    public ChunkFunction(DuckSession session) =>
        session.Connection.RegisterTableFunction("chunk", () => new TableFunction(Columns(), Rows()), Emit);

    /// <summary>Runs something that reads a chunk.</summary>
    /// <param name="chunk">The chunk.</param>
    /// <param name="rows">Which of its records.</param>
    /// <param name="run">Is given the query that yields them: the halves of the key and every column of the kind.</param>
    public void Give(RecordChunk chunk, int[] rows, Action<string> run)
    {
        _chunk = chunk;
        _rows = rows;
        _columns = [.. Enumerable.Range(0, chunk.Kind.Fields.Count).Where(chunk.Has)];
        var columns = chunk.Kind.Fields.Select((field, column) =>
            chunk.Has(column) ? $"\"{field.Name}\"" : $"NULL::{(field.IsText ? "VARCHAR" : "BIGINT")} AS \"{field.Name}\"");
        try
        {
            run($"SELECT key_high, key_low, {string.Join(", ", columns)} FROM chunk()");
        }
        finally
        {
            _chunk = null;
        }
    }

    private List<ColumnInfo> Columns() =>
    [
        new("key_high", typeof(ulong)), new("key_low", typeof(ulong)),
        .. _columns.Select(column => new ColumnInfo(_chunk!.Kind.Fields[column].Name, _chunk.Kind.Fields[column].IsText ? typeof(string) : typeof(long))),
    ];

    // One cursor object for all rows: the interface wants an object a row, and ten million of them cost a second.
    private IEnumerable<Cursor> Rows()
    {
        var cursor = new Cursor();
        foreach (var row in _rows)
        {
            cursor.Row = row;
            yield return cursor;
        }
    }

    private void Emit(object? item, IDuckDBDataWriter[] writers, ulong at)
    {
        var row = ((Cursor)item!).Row;
        var chunk = _chunk!;
        var key = chunk.Keys[row];
        writers[0].WriteValue((ulong)(key >> 64), at);
        writers[1].WriteValue((ulong)key, at);
        for (var i = 0; i < _columns.Length; i++)
        {
            var column = _columns[i];
            if (chunk.Kind.Fields[column].IsText)
            {
                if (chunk.Text(column, row) is { } text)
                    writers[i + 2].WriteValue(text, at);
                else
                    writers[i + 2].WriteNull(at);
            }
            else if (chunk.Number(column, row) is var number && number != RecordBatch.Missing)
                writers[i + 2].WriteValue(number, at);
            else
                writers[i + 2].WriteNull(at);
        }
    }

    private sealed class Cursor
    {
        public int Row { get; set; }
    }
}
