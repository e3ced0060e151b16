using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace Kirana.Storage.Control;

/// <summary>How often each part of the shop has changed, and the numbers given out so far. One row of the database, so one small read.</summary>
/// <param name="Version">Commits.</param>
/// <param name="Records">Changes of the records.</param>
/// <param name="Models">Changes of the registry.</param>
/// <param name="Keys">Changes of the access keys.</param>
/// <param name="Layout">Changes of who owns which record.</param>
/// <param name="Chunk">The last number given to a chunk of fresh rows; never given twice, so a larger number came later.</param>
/// <param name="Segment">The last number given to a segment.</param>
/// <param name="Unwiped">1 while free pages may hold what was erased, otherwise 0.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ControlState(long Version, long Records, long Models, long Keys, long Layout, long Chunk, long Segment, long Unwiped)
{
    /// <summary>The query that <see cref="Of(SqliteDataReader)"/> takes a row of.</summary>
    public const string Query = "SELECT version, records, models, keys, layout, chunk, segment, unwiped FROM state";

    /// <summary>The statement that makes the table.</summary>
    public const string Sql = """
        CREATE TABLE state(id INTEGER PRIMARY KEY CHECK (id = 1), version INTEGER NOT NULL, records INTEGER NOT NULL, models INTEGER NOT NULL,
        keys INTEGER NOT NULL, layout INTEGER NOT NULL, chunk INTEGER NOT NULL, segment INTEGER NOT NULL, unwiped INTEGER NOT NULL) STRICT
        """;

    /// <summary>The state as a connection sees it.</summary>
    /// <param name="connection">The connection.</param>
    public static ControlState Of(SqliteConnection connection)
    {
        var state = default(ControlState);
        connection.Each(Query, row => state = Of(row));
        return state;
    }

    /// <summary>The state of a row of <see cref="Query"/>.</summary>
    /// <param name="row">The row.</param>
    public static ControlState Of(SqliteDataReader row) => new(
        row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.GetInt64(5), row.GetInt64(6), row.GetInt64(7));

    /// <summary>The state after a commit that changes some parts.</summary>
    /// <param name="parts">The parts.</param>
    public ControlState After(ShopPart parts) => this with
    {
        Version = Version + 1,
        Records = Records + (parts.HasFlag(ShopPart.Records) ? 1 : 0),
        Models = Models + (parts.HasFlag(ShopPart.Models) ? 1 : 0),
        Keys = Keys + (parts.HasFlag(ShopPart.Keys) ? 1 : 0),
        Layout = Layout + (parts.HasFlag(ShopPart.Layout) ? 1 : 0),
    };

    /// <summary>Writes the state.</summary>
    /// <param name="write">The transaction.</param>
    public void Write(ControlWrite write) => write.Run(
        "INSERT OR REPLACE INTO state(id, version, records, models, keys, layout, chunk, segment, unwiped) VALUES (1, $1, $2, $3, $4, $5, $6, $7, $8)",
        Version, Records, Models, Keys, Layout, Chunk, Segment, Unwiped);
}
