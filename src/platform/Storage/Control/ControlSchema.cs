using Kirana.Operate.Records;
using Microsoft.Data.Sqlite;

namespace Kirana.Storage.Control;

/// <summary>The tables of the control database.</summary>
internal static class ControlSchema
{
    /// <summary>The manifest: which segments make up the shop.</summary>
    public static SealedTable Segments { get; } = new("segments", "kind TEXT NOT NULL", "file TEXT NOT NULL", "rows INTEGER NOT NULL",
        "min_time INTEGER", "max_time INTEGER", "bytes INTEGER NOT NULL", "hash TEXT NOT NULL", "keys_hash TEXT NOT NULL", "content BLOB NOT NULL");

    /// <summary>Receipts of imports.</summary>
    public static SealedTable Imports { get; } = new("imports", "time INTEGER NOT NULL", "kind TEXT NOT NULL", "source TEXT NOT NULL",
        "file TEXT NOT NULL", "added INTEGER NOT NULL", "present INTEGER NOT NULL", "report TEXT NOT NULL");

    /// <summary>Lines that were set aside.</summary>
    public static SealedTable Quarantine { get; } = new("quarantine", "import INTEGER NOT NULL", "file TEXT NOT NULL", "line INTEGER NOT NULL",
        "reason TEXT NOT NULL", "fault_column TEXT", "detail TEXT NOT NULL", "text TEXT NOT NULL", "key BLOB NOT NULL UNIQUE");

    /// <summary>Versions of models.</summary>
    public static SealedTable Models { get; } = new("models", "area TEXT NOT NULL", "number INTEGER NOT NULL", "file_hash TEXT NOT NULL", "facts TEXT NOT NULL");

    /// <summary>Which version of an area served, and from when on; the last row of an area serves.</summary>
    public static SealedTable Promotions { get; } = new("promotions", "area TEXT NOT NULL", "number INTEGER NOT NULL", "time INTEGER NOT NULL");

    /// <summary>Makes all tables of a new shop, unless a process that was killed before it wrote the settings has made them.</summary>
    /// <param name="write">The transaction.</param>
    public static void Create(ControlWrite write)
    {
        if (write.Connection.Scalar<long>("SELECT count(*) FROM sqlite_schema WHERE name = 'state'") > 0)
            return;
        write.Run("CREATE TABLE state(id INTEGER PRIMARY KEY CHECK (id = 1), version INTEGER NOT NULL) STRICT");
        write.Run("INSERT INTO state(id, version) VALUES (1, 0)");
        write.Run("CREATE TABLE totals(name TEXT PRIMARY KEY, rows INTEGER NOT NULL, sum BLOB NOT NULL, seal BLOB NOT NULL) STRICT");
        foreach (var table in (SealedTable[])[Segments, Imports, Quarantine, Models, Promotions])
            write.Run(table.Sql);
        foreach (var kind in RecordKinds.All)
            write.Run(FreshSql(kind));
    }

    /// <summary>The table of a kind's unsealed records.</summary>
    /// <param name="kind">The kind.</param>
    public static string Fresh(RecordKind kind) => "fresh_" + kind.Name;

    /// <summary>The version of the state.</summary>
    /// <param name="connection">The connection.</param>
    public static long Version(SqliteConnection connection) => connection.Scalar<long>("SELECT version FROM state");

    /// <summary>Moves on to the next version.</summary>
    /// <param name="write">The transaction.</param>
    public static void Advance(ControlWrite write) => write.Run("UPDATE state SET version = version + 1");

    private static string FreshSql(RecordKind kind) =>
        $"CREATE TABLE {Fresh(kind)}(id INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, content BLOB NOT NULL, "
        + string.Join(", ", kind.Fields.Select(field => $"\"f_{field.Name}\" {(field.IsText ? "TEXT" : "INTEGER")}")) + ") STRICT";
}
