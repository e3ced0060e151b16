using Kirana.Operate.Records;
using Kirana.Operate.Stores;
using Kirana.Storage.Control;
using Kirana.Storage.Folders;
using Kirana.Storage.Records;

namespace Kirana.Storage.Appends;

/// <summary>Adds records as they arrive: one transaction for everything a call brings, one chunk for each kind in it.</summary>
/// <param name="store">The store.</param>
internal sealed class RecordAppending(EmbeddedRecords store) : IDisposable
{
    private readonly Dictionary<RecordKind, KeyIndex> _keys = RecordKinds.All.ToDictionary(kind => kind, kind => new KeyIndex(kind, store.Files));

    /// <summary>Adds records.</summary>
    /// <param name="appends">The batches.</param>
    /// <param name="fresh">The number of fresh records of each kind that was added to.</param>
    public AppendReceipt Append(IReadOnlyList<RecordAppend> appends, out IReadOnlyList<(RecordKind Kind, int Rows)> fresh)
    {
        var added = new IReadOnlyList<int>[appends.Count];
        var grown = new List<(RecordKind Kind, int Rows)>();
        var before = 0L;
        var after = DiskFaults.Guard(store.Folder, () => store.Control.Write(write =>
        {
            before = write.Before.Records;
            foreach (var (kind, chunk) in Settle(write, appends, added))
            {
                _keys[kind].Accept(write, chunk, FreshRows.Insert(write, chunk));
                write.Touch(ShopPart.Records);
                grown.Add((kind, _keys[kind].FreshCount));
            }

            if (AppendedLines.Insert(write, appends) > 0)
                write.Touch(ShopPart.Records);
        }));
        fresh = grown;
        return new AppendReceipt(before, after.Records, added);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var index in _keys.Values)
            index.Dispose();
    }

    // The new records by kind; kinds without any are left out.
    private Dictionary<RecordKind, RecordChunk> Settle(ControlWrite write, IReadOnlyList<RecordAppend> appends, IReadOnlyList<int>[] added)
    {
        var chunks = new Dictionary<RecordKind, RecordChunk>();
        foreach (var kind in appends.Select(append => append.Batch.Kind).Distinct())
        {
            write.IfFailed(_keys[kind].Forget);
            _keys[kind].Sync(write);
        }

        for (var i = 0; i < appends.Count; i++)
        {
            var (batch, kind) = (appends[i].Batch, appends[i].Batch.Kind);
            var (rows, keys) = _keys[kind].Settle(batch, appends[i].KeysAreContent);
            added[i] = rows;
            if (rows.Length == 0)
                continue;
            if (!chunks.TryGetValue(kind, out var chunk))
                chunks.Add(kind, chunk = new RecordChunk(kind));
            chunk.Add(batch, rows, keys);
        }

        return chunks;
    }
}
