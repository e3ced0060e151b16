using Kirana.Operate.Records;
using Kirana.Storage.Control;
using Kirana.Storage.Keys;
using Microsoft.Data.Sqlite;

namespace Kirana.Storage.Segments;

/// <summary>The list of segments that make up the shop.</summary>
internal static class Manifest
{
    /// <summary>All segments in order, checked against their hashes.</summary>
    /// <param name="connection">The connection.</param>
    public static List<Segment> All(SqliteConnection connection) => ControlSchema.Segments.All(connection, (id, values) => new Segment(
        id, (string)values[0]!, (string)values[1]!, (long)values[2]!, (long?)values[3], (long?)values[4], (long)values[5]!, (string)values[6]!,
        (string)values[7]!, Key.From((byte[])values[8]!)));

    /// <summary>The segments of one kind in order.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="kind">The kind.</param>
    public static List<Segment> Of(SqliteConnection connection, RecordKind kind) =>
        All(connection).FindAll(segment => string.Equals(segment.Kind, kind.Name, StringComparison.Ordinal));

    /// <summary>Adds a segment.</summary>
    /// <param name="write">The transaction.</param>
    /// <param name="segment">The segment, numbered and in its final place.</param>
    public static void Insert(ControlWrite write, Segment segment) => ControlSchema.Segments.Insert(write, segment.Id,
        segment.Kind, segment.File, segment.Rows, segment.MinTime, segment.MaxTime, segment.Bytes, segment.Hash, segment.KeysHash, Key.Bytes(segment.Content));
}
