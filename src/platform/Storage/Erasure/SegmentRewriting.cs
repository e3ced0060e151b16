using Kirana.Operate.Records;
using Kirana.Storage.Folders;
using Kirana.Storage.Keys;
using Kirana.Storage.Records;
using Kirana.Storage.Segments;

namespace Kirana.Storage.Erasure;

/// <summary>Writes segments anew without some of their rows.</summary>
/// <param name="store">The store.</param>
internal sealed class SegmentRewriting(EmbeddedRecords store)
{
    private readonly string _staging = Path.Combine(store.Folder.Staging, "erase");

    /// <summary>Stages what is left of a segment without the rows of one value.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="segment">The segment.</param>
    /// <param name="field">The field.</param>
    /// <param name="value">The value whose rows go.</param>
    /// <returns><see langword="null"/> if the segment has no such row.</returns>
    public RewrittenSegment? Without(RecordKind kind, Segment segment, string field, string value)
    {
        using var session = new DuckSession(store.Folder, threads: 1, memory: 256);
        var rows = store.Files.Select(kind, [segment]);
        var removed = new RecordChunk(kind);
        var batch = new RecordBatch(kind, 1);
        session.Query($"SELECT * FROM ({rows}) WHERE \"{field}\" = {DuckSession.Quote(value)}", row =>
        {
            batch.Count = 0;
            RecordReader.Take(batch, row);
            removed.Add(batch, 0, 1, contentKeys: false);
        });
        if (removed.Count == 0)
            return null;
        if (removed.Count == segment.Rows)
            return new RewrittenSegment(segment, null, removed.Count);

        Directory.CreateDirectory(_staging);
        var file = Path.Combine(_staging, $"{kind.Name}-{segment.Id}.parquet");
        File.Delete(file);
        session.Run($"COPY (SELECT * FROM ({rows}) WHERE \"{field}\" IS DISTINCT FROM {DuckSession.Quote(value)}) TO {DuckSession.Quote(file)} {SegmentWriter.Format}");
        DurableFiles.Flush(file);
        var keysFile = Path.ChangeExtension(file, ".keys");
        File.Delete(keysFile);
        var gone = new HashSet<UInt128>(removed.Keys.ToArray());
        KeyFile.Write(keysFile, KeyFile.Read(store.Files.Keys(segment)).Where(key => !gone.Contains(key)), durable: true);
        Steps.Reached("segment-staged");

        UInt128 content = 0;
        for (var row = 0; row < removed.Count; row++)
            content += removed.ContentOf(row);
        var (oldest, newest) = Period(session, kind, file);
        return new RewrittenSegment(segment, new Segment(0, kind.Name, store.Folder.Relative(file), segment.Rows - removed.Count, oldest, newest,
            new FileInfo(file).Length + new FileInfo(keysFile).Length, DurableFiles.Hash(file), DurableFiles.Hash(keysFile), unchecked(segment.Content - content)), removed.Count);
    }

    private static (long? Oldest, long? Newest) Period(DuckSession session, RecordKind kind, string file)
    {
        (long?, long?) period = (null, null);
        if (kind.TimeIndex >= 0)
            session.Query($"SELECT min(\"{kind.Fields[kind.TimeIndex].Name}\"), max(\"{kind.Fields[kind.TimeIndex].Name}\") FROM read_parquet({DuckSession.Quote(file)})",
                row => period = row.IsDBNull(0) ? (null, null) : (row.GetInt64(0), row.GetInt64(1)));
        return period;
    }
}
