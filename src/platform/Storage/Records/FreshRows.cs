using Kirana.Operate.Records;
using Kirana.Storage.Control;
using Kirana.Storage.Keys;
using Microsoft.Data.Sqlite;

namespace Kirana.Storage.Records;

/// <summary>The unsealed records of a kind: one table in the control database, each row with the hash of its content.</summary>
internal static class FreshRows
{
    /// <summary>Adds records that are not there yet.</summary>
    /// <param name="write">The transaction.</param>
    /// <param name="chunk">The records; their keys are final.</param>
    /// <param name="rows">Which of them.</param>
    /// <returns>How many were new.</returns>
    public static long Insert(ControlWrite write, RecordChunk chunk, ReadOnlySpan<int> rows)
    {
        var fields = chunk.Kind.Fields;
        var table = ControlSchema.Fresh(chunk.Kind);
        using var command = write.Command(
            $"INSERT OR IGNORE INTO {table}(key, content, {Columns(chunk.Kind)}) VALUES ({string.Join(", ", Enumerable.Range(1, fields.Count + 2).Select(i => $"${i}"))})");
        var parameters = new SqliteParameter[fields.Count + 2];
        for (var i = 0; i < parameters.Length; i++)
            parameters[i] = command.Parameters.Add($"${i + 1}", i < 2 ? SqliteType.Blob : fields[i - 2].IsText ? SqliteType.Text : SqliteType.Integer);
        command.Prepare();

        var added = 0L;
        UInt128 sum = 0;
        foreach (var row in rows)
        {
            var content = chunk.ContentOf(row);
            parameters[0].Value = Key.Bytes(chunk.Keys[row]);
            parameters[1].Value = Key.Bytes(content);
            for (var column = 0; column < fields.Count; column++)
                parameters[column + 2].Value = fields[column].IsText
                    ? (object?)chunk.Text(column, row) ?? DBNull.Value
                    : chunk.Number(column, row) is var number && number == RecordBatch.Missing ? DBNull.Value : number;
            if (command.ExecuteNonQuery() == 0)
                continue;
            added++;
            sum += content;
        }

        write.Note(table, added, sum);
        return added;
    }

    /// <summary>Reads all unsealed records of a kind in the order they came, and checks them.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="kind">The kind.</param>
    /// <exception cref="Kirana.Data.DataException">A row is damaged or missing.</exception>
    public static RecordChunk Read(SqliteConnection connection, RecordKind kind)
    {
        var table = ControlSchema.Fresh(kind);
        var chunk = new RecordChunk(kind);
        var batch = new RecordBatch(kind, 1024);
        var contents = new List<UInt128>();
        connection.Each($"SELECT key, content, {Columns(kind)} FROM {table} ORDER BY id", row =>
        {
            if (batch.Count == batch.Capacity)
                Flush();
            batch.Keys[batch.Count] = Key.From(row.GetFieldValue<byte[]>(0));
            contents.Add(Key.From(row.GetFieldValue<byte[]>(1)));
            for (var column = 0; column < kind.Fields.Count; column++)
                if (kind.Fields[column].IsText)
                    batch.Texts(column)[batch.Count] = row.IsDBNull(column + 2) ? null : row.GetString(column + 2);
                else
                    batch.Numbers(column)[batch.Count] = row.IsDBNull(column + 2) ? RecordBatch.Missing : row.GetInt64(column + 2);
            batch.Count++;
        });
        Flush();

        UInt128 sum = 0;
        for (var row = 0; row < chunk.Count; row++)
        {
            if (chunk.ContentOf(row) != contents[row])
                throw Totals.Damage(table, $"record {row + 1} does not fit its hash");
            sum += contents[row];
        }

        Totals.Of(connection, table).Check(table, new Totals(chunk.Count, sum));
        return chunk;

        void Flush()
        {
            chunk.Add(batch, 0, batch.Count, contentKeys: false);
            batch.Count = 0;
        }
    }

    /// <summary>The keys of all unsealed records of a kind, ascending.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="kind">The kind.</param>
    public static UInt128[] Keys(SqliteConnection connection, RecordKind kind)
    {
        var keys = new List<UInt128>();
        connection.Each($"SELECT key FROM {ControlSchema.Fresh(kind)} ORDER BY key", row => keys.Add(Key.From(row.GetFieldValue<byte[]>(0))));
        return [.. keys];
    }

    /// <summary>Removes all unsealed records of a kind.</summary>
    /// <param name="write">The transaction.</param>
    /// <param name="kind">The kind.</param>
    public static void Clear(ControlWrite write, RecordKind kind)
    {
        var table = ControlSchema.Fresh(kind);
        var totals = Totals.Of(write.Connection, table);
        write.Run($"DELETE FROM {table}");
        write.Note(table, -totals.Rows, unchecked(UInt128.Zero - totals.Sum));
    }

    // Prefixed, so that no field can be taken for one of the table's own columns or a word of SQL.
    private static string Columns(RecordKind kind) => string.Join(", ", kind.Fields.Select(field => $"\"f_{field.Name}\""));
}
