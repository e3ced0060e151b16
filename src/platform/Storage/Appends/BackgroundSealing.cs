using Kirana.Data;
using Kirana.Operate.Records;
using Kirana.Storage.Folders;
using Kirana.Storage.Imports;
using Kirana.Storage.Records;

namespace Kirana.Storage.Appends;

/// <summary>Seals what was appended once it is much, and merges small segments, on a thread of its own. Appends go on meanwhile.</summary>
/// <param name="store">The store.</param>
/// <param name="turn">The right to do so; while it is another's, the next append asks again after a second.</param>
internal sealed class BackgroundSealing(EmbeddedRecords store, BulkTurn turn) : IDisposable
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);

    private readonly Lock _waking = new();
    private Task _work = Task.CompletedTask;
    private long? _hindered;
    private bool _disposed;

    /// <summary>Tells how many fresh records there are now.</summary>
    /// <param name="fresh">The numbers by kind.</param>
    public void Wake(IReadOnlyList<(RecordKind Kind, int Rows)> fresh)
    {
        if (fresh.All(kind => kind.Rows < store.Rules.FreshRows))
            return;
        lock (_waking)
            if (!_disposed && _work.IsCompleted && (_hindered is not { } since || store.Clock.GetElapsedTime(since) > s_pause))
                _work = Task.Run(Work);
    }

    /// <summary>Waits for what is under way.</summary>
    public void Dispose()
    {
        lock (_waking)
            _disposed = true;
        ((IAsyncResult)_work).AsyncWaitHandle.WaitOne();
    }

    // The turn is given back after each piece: whoever waits to import or to erase comes before the next.
    private void Work()
    {
        _hindered = store.Clock.GetTimestamp();
        try
        {
            foreach (var kind in RecordKinds.All)
            {
                while (!_disposed && store.FreshCount(kind) >= store.Rules.FreshRows)
                    if (!Turn(sealing => sealing.SealOldest(kind, out _)))
                        return;
                if (!Turn(sealing => sealing.MergeSmall(kind)))
                    return;
            }

            _hindered = null;
            store.RemoveLeftovers();
        }
        catch (DataException)
        {
            // The rows stay fresh and readable. A full disk or damage is told to whoever writes or reads next.
        }
    }

    private bool Turn(Func<SegmentSealing, int> change)
    {
        if (_disposed || !turn.TryBegin())
            return false;
        try
        {
            DiskFaults.Guard(store.Folder, () => change(new SegmentSealing(store)));
            return true;
        }
        finally
        {
            turn.End();
        }
    }
}
