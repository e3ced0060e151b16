using System.Runtime.InteropServices;
using Kirana.Operate.Stores;
using Kirana.Pipelines.Serving;

namespace Kirana.Pipelines.Ingest;

/// <summary>The one thread that changes the shop: takes everything that waits, stores it in one durable step, and tells everybody.</summary>
/// <remarks>The longer the disk takes, the more wait and the larger the next step: under load a synchronous write is shared by many.</remarks>
internal sealed class GroupCommit : IAsyncDisposable
{
    private const int MostRequests = 10_000;
    private const long MostWaitingRecords = 500_000;
    private const long MostWaitingBytes = 256L << 20;
    private const int MostAtOnce = 65_536;

    private readonly ShopServing _serving;
    private readonly TimeProvider _clock;
    private readonly Queue<Waiting> _waiting = new();
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _arrived = new(0);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _closing;
    private long _waitingRecords;
    private long _waitingBytes;
    private int _underWay;
    private IntakeFigures _figures = new(0, 0, 0, 0, 0, TimeSpan.Zero, TimeSpan.Zero, 0, 0);

    /// <summary>Starts the thread.</summary>
    /// <param name="serving">What is changed.</param>
    /// <param name="clock">Measures.</param>
    public GroupCommit(ShopServing serving, TimeProvider clock)
    {
        _serving = serving;
        _clock = clock;
        new Thread(Run) { IsBackground = true, Name = "Kirana intake" }.Start();
    }

    /// <summary>What was done so far.</summary>
    public IntakeFigures Figures
    {
        get
        {
            lock (_lock)
                return _figures with { WaitingRequests = _waiting.Count + _underWay, WaitingRecords = _waitingRecords };
        }
    }

    /// <summary>Queues a step.</summary>
    /// <param name="step">The step.</param>
    /// <exception cref="IntakeOverloadedException">Too much waits.</exception>
    /// <exception cref="ObjectDisposedException">The intake is closed.</exception>
    public void Queue(IntakeStep step)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_closing, typeof(Intake));
            // One request always finds room, however large it is.
            if (_waiting.Count > 0 && (_waiting.Count >= MostRequests || _waitingRecords + step.Records > MostWaitingRecords || _waitingBytes + step.Bytes > MostWaitingBytes))
            {
                _figures = _figures with { Refused = _figures.Refused + 1 };
                throw new IntakeOverloadedException(_waitingRecords);
            }

            var waiting = new Waiting(step, step.Records, step.Bytes);
            _waiting.Enqueue(waiting);
            _waitingRecords += waiting.Records;
            _waitingBytes += waiting.Bytes;
        }

        _arrived.Release();
    }

    /// <summary>Stores what waits, then ends the thread.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_lock)
            _closing = true;
        _arrived.Release();
        await _ended.Task;
    }

    private void Run()
    {
        var group = new List<Waiting>();
        var isOpen = true;
        while (isOpen)
        {
            _arrived.Wait();
            while (TakeGroup(group))
            {
                Do(group);
                Leave(group);
            }

            lock (_lock)
                isOpen = !_closing || _waiting.Count > 0;
        }

        _ended.SetResult();
    }

    /// <summary>Takes what can go in one step: requests up to a limit, or one erasure.</summary>
    private bool TakeGroup(List<Waiting> group)
    {
        lock (_lock)
        {
            for (var records = 0; _waiting.TryPeek(out var next); records += next.Records)
            {
                if (group.Count > 0 && (next.Step is ErasureStep || records + next.Records > MostAtOnce))
                    break;
                group.Add(_waiting.Dequeue());
                if (next.Step is ErasureStep)
                    break;
            }

            _underWay = group.Count;
            return group.Count > 0;
        }
    }

    private void Leave(List<Waiting> group)
    {
        lock (_lock)
        {
            foreach (var done in group)
            {
                _waitingRecords -= done.Records;
                _waitingBytes -= done.Bytes;
            }

            _underWay = 0;
        }

        group.Clear();
    }

    private void Do(List<Waiting> group)
    {
        if (group[0].Step is ErasureStep erasure)
            Erase(erasure);
        else
            Store([.. group.Select(waiting => (IntakeRequest)waiting.Step).Where(request => request.TryBegin())]);
    }

    private void Erase(ErasureStep erasure)
    {
        if (!erasure.TryBegin())
            return;
        try
        {
            erasure.Complete(_serving.Erase(erasure.User));
        }
        catch (Exception error)
        {
            // Whatever it is, it belongs to whoever waits, and the thread lives on.
            erasure.Fail(error);
        }
    }

    private void Store(IReadOnlyList<IntakeRequest> requests)
    {
        var appends = new List<RecordAppend>(requests.Count);
        var starts = new int[requests.Count + 1];
        for (var i = 0; i < requests.Count; i++)
        {
            requests[i].AddTo(appends);
            starts[i + 1] = appends.Count;
        }

        if (appends.Count == 0)
        {
            foreach (var request in requests)
                request.Complete(added: 0);
            return;
        }

        try
        {
            var began = _clock.GetTimestamp();
            var receipt = _serving.Append(appends);
            var added = new long[requests.Count];
            for (var i = 0; i < added.Length; i++)
                for (var append = starts[i]; append < starts[i + 1]; append++)
                    added[i] += receipt.Added[append].Count;
            Count(requests, added.Sum(), _clock.GetElapsedTime(began));
            for (var i = 0; i < added.Length; i++)
                requests[i].Complete(added[i]);
        }
        catch (Exception error)
        {
            if (requests.Count == 1)
                requests[0].Fail(error);
            else
                // Nothing was stored. Whose fault it is shows when each goes alone; the others must not pay for it.
                foreach (var request in requests)
                    Store([request]);
        }
    }

    private void Count(IReadOnlyList<IntakeRequest> requests, long added, TimeSpan time)
    {
        var (received, rejected) = (requests.Sum(request => request.Received), requests.Sum(request => request.RejectedCount));
        lock (_lock)
            _figures = _figures with
            {
                Stored = _figures.Stored + added,
                AlreadyPresent = _figures.AlreadyPresent + received - rejected - added,
                Rejected = _figures.Rejected + rejected,
                Commits = _figures.Commits + 1,
                CommitTime = _figures.CommitTime + time,
                LongestCommit = time > _figures.LongestCommit ? time : _figures.LongestCommit,
            };
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Waiting(IntakeStep Step, int Records, int Bytes);
}
