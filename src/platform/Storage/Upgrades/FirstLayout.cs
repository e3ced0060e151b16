using Kirana.Operate.Records;
using Kirana.Storage.Control;
using Kirana.Storage.Keys;
using Kirana.Storage.Records;
using Microsoft.Data.Sqlite;

namespace Kirana.Storage.Upgrades;

/// <summary>The control database of version 1, which kept a row for each fresh record, and its way into the layout of today.</summary>
internal static class FirstLayout
{
    private static readonly SealedTable s_quarantine = new("quarantine", "import INTEGER NOT NULL", "file TEXT NOT NULL", "line INTEGER NOT NULL",
        "reason TEXT NOT NULL", "fault_column TEXT", "detail TEXT NOT NULL", "text TEXT NOT NULL", "key BLOB NOT NULL UNIQUE");

    /// <summary>Makes it one of version 2, in one transaction.</summary>
    /// <param name="control">The database.</param>
    /// <exception cref="Kirana.Data.DataException">A row is damaged; nothing was changed.</exception>
    public static void Convert(ControlDatabase control) => control.Write(Convert, connection =>
    {
        // What counted everything counts the records from now on.
        var version = connection.Scalar<long>("SELECT version FROM state");
        return new ControlState(version, version, 0, 0, 0, 0, ControlSchema.Segments.NextId(connection) - 1, 0);
    });

    private static void Convert(ControlWrite write)
    {
        foreach (var kind in RecordKinds.All)
        {
            var chunk = Exists(write.Connection, ControlSchema.Fresh(kind)) ? Read(write.Connection, kind) : new RecordChunk(kind);
            Remake(write, ControlSchema.Fresh(kind), ControlSchema.FreshSql(kind));
            FreshRows.Insert(write, chunk);
        }

        var lines = s_quarantine.All(write.Connection, (id, values) => (Id: id, Values: values));
        Remake(write, ControlSchema.Quarantine.Name, ControlSchema.Quarantine.Sql);
        foreach (var (id, values) in lines)
            ControlSchema.Quarantine.Insert(write, id, [.. values, 0L]);
        write.Run(ControlSchema.AppendedLines);
        write.Run(ControlSchema.AccessKeys.Sql);
        Remake(write, "state", ControlState.Sql);
        ControlSchema.MarkLayout(write);
        write.Touch(ShopPart.Layout);
    }

    private static void Remake(ControlWrite write, string table, string sql)
    {
        write.Run($"DROP TABLE IF EXISTS {table}");
        write.Run("DELETE FROM totals WHERE name = $1", table);
        write.Run(sql);
    }

    // Every row carried the hash of its content, and the totals the sum of them.
    private static RecordChunk Read(SqliteConnection connection, RecordKind kind)
    {
        var table = ControlSchema.Fresh(kind);
        var chunk = new RecordChunk(kind);
        var batch = new RecordBatch(kind, 1);
        UInt128 sum = 0;
        // Fields that a kind gained since are not in it.
        var present = new HashSet<string>(StringComparer.Ordinal);
        connection.Each($"SELECT name FROM pragma_table_info('{table}')", row => present.Add(row.GetString(0)));
        var columns = kind.Fields.Select(field => present.Contains($"f_{field.Name}") ? $"\"f_{field.Name}\"" : "NULL");
        connection.Each($"SELECT key, content, {string.Join(", ", columns)} FROM {table} ORDER BY id", row =>
        {
            batch.Count = 1;
            batch.Keys[0] = Key.From(row.GetFieldValue<byte[]>(0));
            for (var column = 0; column < kind.Fields.Count; column++)
                if (kind.Fields[column].IsText)
                    batch.Texts(column)[0] = row.IsDBNull(column + 2) ? null : row.GetString(column + 2);
                else
                    batch.Numbers(column)[0] = row.IsDBNull(column + 2) ? RecordBatch.Missing : row.GetInt64(column + 2);
            chunk.Add(batch, 0, 1, contentKeys: false);
            var content = chunk.ContentOf(chunk.Count - 1);
            if (content != Key.From(row.GetFieldValue<byte[]>(1)))
                throw Totals.Damage(table, $"record {chunk.Count} does not fit its hash");
            sum += content;
        });
        Totals.Of(connection, table).Check(table, new Totals(chunk.Count, sum));
        return chunk;
    }

    private static bool Exists(SqliteConnection connection, string table) =>
        connection.Scalar<long>("SELECT count(*) FROM sqlite_schema WHERE name = $1", table) > 0;
}
