using Kirana.Data;
using Kirana.Operate.Contracts;
using Kirana.Operate.Records;
using Kirana.Storage.Control;
using Kirana.Storage.Keys;
using Microsoft.Data.Sqlite;

namespace Kirana.Storage.Records;

/// <summary>The unsealed records of a kind: one table in the control database, a row for each chunk of records that came together, with the sum
/// of their content hashes and a hash over everything.</summary>
/// <remarks>A chunk's number is never given twice and grows, so whoever knows the chunks up to a number knows what is new.</remarks>
internal static class FreshRows
{
    // Chunks are hashed, decoded and deleted whole, so a large import is cut; by length, too, as texts may be long.
    private const int MostRows = 1 << 14;
    private const long MostCharacters = 1 << 23;

    /// <summary>Adds the records of a chunk, none of which is there yet.</summary>
    /// <param name="write">The transaction.</param>
    /// <param name="chunk">The records; their keys are final.</param>
    /// <returns>The number and the first and last record, exclusive, of each piece.</returns>
    public static List<(long Id, int Start, int End)> Insert(ControlWrite write, RecordChunk chunk)
    {
        var table = ControlSchema.Fresh(chunk.Kind);
        var pieces = new List<(long Id, int Start, int End)>();
        var buffer = Array.Empty<byte>();
        UInt128 sum = 0;
        for (var start = 0; start < chunk.Count;)
        {
            var (end, content) = Piece(chunk, start);
            var length = chunk.Write(start, end - start, ref buffer);
            var id = write.NextChunk();
            var bytes = buffer.AsSpan(0, length).ToArray();
            write.Run($"INSERT INTO {table}(id, rows, content, chunk, seal) VALUES ($1, $2, $3, $4, $5)",
                id, (long)(end - start), Key.Bytes(content), bytes, Key.Bytes(Seal(id, end - start, content, bytes)));
            pieces.Add((id, start, end));
            sum += content;
            start = end;
        }

        if (chunk.Count > 0)
            write.Note(table, chunk.Count, sum);
        return pieces;
    }

    /// <summary>Reads all unsealed records of a kind in the order they came, and checks them.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="kind">The kind.</param>
    /// <exception cref="DataException">A record is damaged or missing.</exception>
    public static RecordChunk Read(SqliteConnection connection, RecordKind kind)
    {
        var (chunk, sum, _) = Read(connection, kind, int.MaxValue);
        UInt128 found = 0;
        for (var row = 0; row < chunk.Count; row++)
            found += chunk.ContentOf(row);
        var table = ControlSchema.Fresh(kind);
        if (found != sum)
            throw Totals.Damage(table, "its records do not fit their hashes");
        Totals.Of(connection, table).Check(table, new Totals(chunk.Count, sum));
        return chunk;
    }

    /// <summary>Reads the oldest unsealed records of a kind, whole chunks.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="rows">No further chunk is read once there are this many.</param>
    /// <returns>The records, the sum of their contents' hashes as it was noted, and the number of the last chunk; 0 where there is none.</returns>
    /// <exception cref="DataException">A chunk is damaged.</exception>
    public static (RecordChunk Chunk, UInt128 Content, long Last) Read(SqliteConnection connection, RecordKind kind, int rows)
    {
        var chunk = new RecordChunk(kind);
        Utf8Interner? texts = null;
        UInt128 content = 0;
        var last = 0L;
        Each(connection, kind, 0, (id, _, sum, bytes) =>
        {
            Decoded(kind, id, () => chunk.Add(bytes, texts ??= new Utf8Interner()));
            content += sum;
            last = id;
            return chunk.Count < rows;
        });
        return (chunk, content, last);
    }

    /// <summary>The keys of the chunks that came after another.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="after">The number of the other chunk.</param>
    /// <param name="take">Takes a chunk's number and keys.</param>
    public static void Keys(SqliteConnection connection, RecordKind kind, long after, Action<long, UInt128[]> take) =>
        Each(connection, kind, after, (id, _, _, bytes) =>
        {
            Decoded(kind, id, () => take(id, RecordChunk.KeysIn(bytes)));
            return true;
        });

    /// <summary>Removes the chunks of a kind up to a number.</summary>
    /// <param name="write">The transaction.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="last">The last number that goes.</param>
    public static void Remove(ControlWrite write, RecordKind kind, long last) => Remove(write, kind, "id <= $1", last);

    /// <summary>Removes some records of a chunk. The others become a chunk of their own, under a new number.</summary>
    /// <param name="write">The transaction.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="id">The chunk's number.</param>
    /// <param name="bytes">Its bytes.</param>
    /// <param name="texts">Keeps texts that come again.</param>
    /// <param name="stays">Says which records stay.</param>
    /// <returns>How many went; if none did, the chunk is as it was.</returns>
    public static int Replace(ControlWrite write, RecordKind kind, long id, byte[] bytes, Utf8Interner texts, Func<RecordChunk, int, bool> stays)
    {
        var chunk = new RecordChunk(kind);
        Decoded(kind, id, () => chunk.Add(bytes, texts));
        var rest = new RecordChunk(kind);
        rest.Add(chunk, [.. Enumerable.Range(0, chunk.Count).Where(row => stays(chunk, row))]);
        if (rest.Count < chunk.Count)
        {
            Remove(write, kind, "id = $1", id);
            Insert(write, rest);
        }

        return chunk.Count - rest.Count;
    }

    /// <summary>The keys of all unsealed records of a kind, ascending, and the number of the last chunk.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="kind">The kind.</param>
    public static (UInt128[] Keys, long Last) Sorted(SqliteConnection connection, RecordKind kind)
    {
        var sorted = new List<UInt128>();
        Keys(connection, kind, 0, (_, keys) => sorted.AddRange(keys));
        sorted.Sort();
        // Not the last chunk of this kind: a number given since belongs to a chunk that came since.
        return ([.. sorted], ControlState.Of(connection).Chunk);
    }

    /// <summary>Gives chunks to a reader in the order they came, each after its hash was checked.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="after">Only chunks with larger numbers.</param>
    /// <param name="take">Takes number, rows, the sum of the contents' hashes and the bytes; says whether to go on.</param>
    public static void Each(SqliteConnection connection, RecordKind kind, long after, Func<long, long, UInt128, byte[], bool> take)
    {
        var table = ControlSchema.Fresh(kind);
        using var command = connection.Command($"SELECT id, rows, content, chunk, seal FROM {table} WHERE id > $1 ORDER BY id", after);
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            var (id, rows, content, bytes) = (row.GetInt64(0), row.GetInt64(1), row.GetFieldValue<byte[]>(2), row.GetFieldValue<byte[]>(3));
            if (content.Length != Key.Size || !row.GetFieldValue<byte[]>(4).AsSpan().SequenceEqual(Key.Bytes(Seal(id, rows, Key.From(content), bytes))))
                throw Totals.Damage(table, $"chunk {id} does not fit its hash");
            if (!take(id, rows, Key.From(content), bytes))
                return;
        }
    }

    private static void Remove(ControlWrite write, RecordKind kind, string condition, long id)
    {
        var table = ControlSchema.Fresh(kind);
        var (rows, sum) = (0L, (UInt128)0);
        write.Connection.Each($"SELECT rows, content FROM {table} WHERE {condition}", row =>
        {
            rows += row.GetInt64(0);
            sum += Key.From(row.GetFieldValue<byte[]>(1));
        }, id);
        if (rows == 0)
            return;
        write.Run($"DELETE FROM {table} WHERE {condition}", id);
        write.Note(table, -rows, unchecked(UInt128.Zero - sum));
        write.Touch(ShopPart.Layout);
    }

    private static (int End, UInt128 Content) Piece(RecordChunk chunk, int start)
    {
        var end = start;
        var characters = 0L;
        UInt128 content = 0;
        while (end < chunk.Count && end - start < MostRows && characters < MostCharacters)
        {
            content += chunk.ContentOf(end);
            characters += chunk.CharactersOf(end);
            end++;
        }

        return (end, content);
    }

    private static void Decoded(RecordKind kind, long id, Action decode)
    {
        try
        {
            decode();
        }
        catch (InvalidDataException error)
        {
            throw Totals.Damage(ControlSchema.Fresh(kind), $"chunk {id} cannot be read: {error.Message}");
        }
    }

    private static UInt128 Seal(long id, long rows, UInt128 content, ReadOnlySpan<byte> bytes)
    {
        var hash = ContentHash.Start;
        hash.Add((ulong)id);
        hash.Add((ulong)rows);
        hash.Add((ulong)(content >> 64));
        hash.Add((ulong)content);
        hash.Add(bytes);
        return hash.Value;
    }
}
