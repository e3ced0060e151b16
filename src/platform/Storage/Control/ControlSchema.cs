using Kirana.Operate.Records;
using Kirana.Operate.Shops;
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

    /// <summary>Lines that were set aside; <c>appended</c> is 1 for those that did not come by an import.</summary>
    public static SealedTable Quarantine { get; } = new("quarantine", "import INTEGER NOT NULL", "file TEXT NOT NULL", "line INTEGER NOT NULL",
        "reason TEXT NOT NULL", "fault_column TEXT", "detail TEXT NOT NULL", "text TEXT NOT NULL", "key BLOB NOT NULL UNIQUE", "appended INTEGER NOT NULL");

    /// <summary>Versions of models.</summary>
    public static SealedTable Models { get; } = new("models", "area TEXT NOT NULL", "number INTEGER NOT NULL", "file_hash TEXT NOT NULL", "facts TEXT NOT NULL");

    /// <summary>Which version of an area served, and from when on; the last row of an area serves.</summary>
    public static SealedTable Promotions { get; } = new("promotions", "area TEXT NOT NULL", "number INTEGER NOT NULL", "time INTEGER NOT NULL");

    /// <summary>The keys to the HTTP interface.</summary>
    public static SealedTable AccessKeys { get; } = new("access_keys", "name TEXT NOT NULL", "scope INTEGER NOT NULL", "hash TEXT NOT NULL",
        "created INTEGER NOT NULL", "revoked INTEGER");

    /// <summary>Versions of the rules for lists; made with the first.</summary>
    public static SealedTable Rules { get; } = new("rules", "created INTEGER NOT NULL", "text TEXT NOT NULL");

    /// <summary>Sets of vectors of items; made with the first.</summary>
    public static SealedTable Vectors { get; } = new("vectors", "name TEXT NOT NULL", "items INTEGER NOT NULL", "width INTEGER NOT NULL", "created INTEGER NOT NULL",
        "source TEXT NOT NULL", "file_hash TEXT NOT NULL", "bytes INTEGER NOT NULL");

    /// <summary>Finds the oldest lines that did not come by an import without reading the others.</summary>
    public const string AppendedLines = "CREATE INDEX quarantine_appended ON quarantine(id) WHERE appended = 1";

    /// <summary>Makes all tables of a new shop, unless a process that was killed before it wrote the settings has made them.</summary>
    /// <param name="write">The transaction.</param>
    public static void Create(ControlWrite write)
    {
        if (write.Connection.Scalar<long>("SELECT count(*) FROM sqlite_schema WHERE name = 'state'") > 0)
            return;
        write.Run(ControlState.Sql);
        write.Run("CREATE TABLE totals(name TEXT PRIMARY KEY, rows INTEGER NOT NULL, sum BLOB NOT NULL, seal BLOB NOT NULL) STRICT");
        foreach (var table in (SealedTable[])[Segments, Imports, Quarantine, Models, Promotions, AccessKeys])
            write.Run(table.Sql);
        write.Run(AppendedLines);
        foreach (var kind in RecordKinds.All)
            write.Run(FreshSql(kind));
        MarkLayout(write);
        write.Touch(ShopPart.Records);
    }

    /// <summary>Notes in the database itself which layout it has.</summary>
    /// <param name="write">The transaction.</param>
    public static void MarkLayout(ControlWrite write) => write.Run($"PRAGMA user_version = {ShopSettings.CurrentVersion}");

    /// <summary>The layout of the database: 0 for the first, which did not note it.</summary>
    /// <param name="connection">The connection.</param>
    public static long LayoutOf(SqliteConnection connection) => connection.Scalar<long>("PRAGMA user_version");

    /// <summary>The table of a kind's unsealed records.</summary>
    /// <param name="kind">The kind.</param>
    public static string Fresh(RecordKind kind) => "fresh_" + kind.Name;

    /// <summary>The statement that makes that table: a row for each chunk of records that came together.</summary>
    /// <param name="kind">The kind.</param>
    public static string FreshSql(RecordKind kind) =>
        $"CREATE TABLE {Fresh(kind)}(id INTEGER PRIMARY KEY, rows INTEGER NOT NULL, content BLOB NOT NULL, chunk BLOB NOT NULL, seal BLOB NOT NULL) STRICT";
}
