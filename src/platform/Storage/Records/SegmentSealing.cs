using Kirana.Operate.Records;
using Kirana.Storage.Control;
using Kirana.Storage.Folders;
using Kirana.Storage.Keys;
using Kirana.Storage.Segments;

namespace Kirana.Storage.Records;

/// <summary>Turns fresh records into segments and small segments into larger ones. In both, one transaction changes the owner of every row.</summary>
/// <param name="store">The store.</param>
internal sealed class SegmentSealing(EmbeddedRecords store)
{
    private string Staging => Path.Combine(store.Folder.Staging, "seal");

    /// <summary>Moves the fresh records of a kind into segments.</summary>
    /// <param name="kind">The kind.</param>
    /// <returns>How many there were.</returns>
    public long Seal(RecordKind kind)
    {
        var moved = 0L;
        while (SealOldest(kind) is > 0 and var rows)
            moved += rows;
        return moved;
    }

    /// <summary>Moves about <see cref="Imports.ImportRules.SealRows"/> fresh records of a kind into a segment, the oldest first.</summary>
    /// <param name="kind">The kind.</param>
    /// <returns>How many.</returns>
    public int SealOldest(RecordKind kind)
    {
        var (chunk, content, last) = store.Control.Read(connection => FreshRows.Read(connection, kind, store.Rules.SealRows));
        if (chunk.Count == 0)
            return 0;
        using var writer = new SegmentWriter(store.Folder);
        var segment = Staged(() => writer.Write(chunk, [.. Enumerable.Range(0, chunk.Count)], Staging, "fresh"));
        if (segment.Content != content)
            throw Totals.Damage(ControlSchema.Fresh(kind), "its records do not fit their hashes");
        // Only what is in the segment goes: more may have been appended meanwhile.
        store.Take([segment], (write, _) => FreshRows.Remove(write, kind, last));
        return chunk.Count;
    }

    /// <summary>Merges the small segments of a kind when there are too many. Their files stay until nobody reads them, at the
    /// latest until the shop is next opened for writing by itself.</summary>
    /// <param name="kind">The kind.</param>
    /// <returns>How many were merged.</returns>
    public int MergeSmall(RecordKind kind)
    {
        var small = store.Control.Read(connection => Manifest.Of(connection, kind)).FindAll(segment => segment.Rows < store.Rules.SegmentRows / 4);
        if (small.Count <= store.Rules.SmallSegments)
            return 0;
        store.Take([Staged(() => Merge(kind, small))], (write, _) =>
        {
            foreach (var segment in small)
                ControlSchema.Segments.Delete(write, segment.Id);
        });
        store.Files.HasLeftovers = true;
        return small.Count;
    }

    private Segment Merge(RecordKind kind, List<Segment> parts)
    {
        var file = Path.Combine(Staging, "merged.parquet");
        using (var session = new DuckSession(store.Folder, threads: 1, memory: 256))
            session.Run($"COPY ({store.Files.Select(kind, parts)}) TO {DuckSession.Quote(file)} {SegmentWriter.Format}");
        DurableFiles.Flush(file);
        var keysFile = Path.ChangeExtension(file, ".keys");
        var keys = parts.SelectMany(part => KeyFile.Read(store.Files.Keys(part))).ToArray();
        KeyFile.Write(keysFile, KeyOrder.Of(keys).Select(row => row.Key), durable: true);
        return new Segment(0, kind.Name, store.Folder.Relative(file), parts.Sum(part => part.Rows), parts.Min(part => part.MinTime), parts.Max(part => part.MaxTime),
            new FileInfo(file).Length + new FileInfo(keysFile).Length, DurableFiles.Hash(file), DurableFiles.Hash(keysFile),
            parts.Aggregate(UInt128.Zero, (sum, part) => unchecked(sum + part.Content)));
    }

    private Segment Staged(Func<Segment> write)
    {
        DurableFiles.Empty(Staging);
        Directory.CreateDirectory(Staging);
        var segment = write();
        Steps.Reached("segment-staged");
        return segment;
    }
}
