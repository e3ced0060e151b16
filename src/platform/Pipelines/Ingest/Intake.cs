using System.Collections.Concurrent;
using Kirana.Data;
using Kirana.Operate.Records;
using Kirana.Pipelines.Serving;

namespace Kirana.Pipelines.Ingest;

/// <summary>Takes records as they arrive: reads and checks them on the caller's thread, then stores what many callers brought in one durable
/// step (group commit), and tells the serving state before anybody is answered.</summary>
/// <remarks>Thread-safe. What is accepted is served: a receipt means that the next list knows of it. One intake changes a shop's serving at a
/// time. A record that breaks its contract is set aside in the quarantine and does not hinder the others.</remarks>
public sealed class Intake : IAsyncDisposable
{
    /// <summary>The most rejected records a receipt describes.</summary>
    public const int MostRejectedShown = 100;

    private readonly ShopServing _serving;
    private readonly TimeProvider _clock;
    private readonly GroupCommit _commits;
    private readonly BatchPool _batches = new();
    private readonly ConcurrentDictionary<RecordKind, ConcurrentBag<IntakeReader>> _readers = new();

    /// <summary>Opens the intake of a shop.</summary>
    /// <param name="serving">The shop as it is served; told of every event that was added.</param>
    /// <param name="clock">The clock, against which times are future.</param>
    public Intake(ShopServing serving, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(serving);
        ArgumentNullException.ThrowIfNull(clock);
        _serving = serving;
        _clock = clock;
        _commits = new GroupCommit(serving, clock);
    }

    /// <summary>What was done so far, and what waits.</summary>
    public IntakeFigures Figures => _commits.Figures;

    /// <summary>Takes the records of one request.</summary>
    /// <param name="kind">The kind of record.</param>
    /// <param name="body">A JSON array of objects, or one object per line (NDJSON), UTF-8. Fields have the names of <see cref="RecordKind.Fields"/>;
    /// any other goes to the kind's last field. Not kept after the call.</param>
    /// <param name="cancellation">Gives the request up; what is already on its way to the disk may be stored all the same.</param>
    /// <exception cref="DataException">The body is no JSON array or lines of objects (<c>bad-json</c>, with row), has more than 100,000 records
    /// (<c>too-many-records</c>), or the disk is full.</exception>
    /// <exception cref="IntakeOverloadedException">Too much waits to be stored; nothing of the request was.</exception>
    /// <exception cref="ObjectDisposedException">The intake is closed.</exception>
    public async Task<IntakeReceipt> Take(RecordKind kind, ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(kind);
        cancellation.ThrowIfCancellationRequested();
        var request = Read(kind, body, cancellation);
        request.CancelWith(cancellation);
        Queue(request);
        return await request.Receipt;
    }

    /// <summary>Deletes a person: every record and every quarantined line, in turn with what was sent before and after.</summary>
    /// <param name="user">The user's id.</param>
    /// <param name="cancellation">Gives it up, if its turn has not come.</param>
    /// <returns>The number of records deleted; once it is told, no answer uses what the person did.</returns>
    /// <exception cref="InvalidOperationException">An import is under way.</exception>
    /// <exception cref="IntakeOverloadedException">Too much waits.</exception>
    /// <exception cref="ObjectDisposedException">The intake is closed.</exception>
    public async Task<long> Erase(string user, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(user);
        cancellation.ThrowIfCancellationRequested();
        var erasure = new ErasureStep(user);
        erasure.CancelWith(cancellation);
        Queue(erasure);
        return await erasure.Deleted;
    }

    /// <summary>Stores what is waiting, then closes.</summary>
    public async ValueTask DisposeAsync()
    {
        await _commits.DisposeAsync();
        foreach (var reader in _readers.Values.SelectMany(readers => readers))
            reader.Dispose();
        _readers.Clear();
    }

    private IntakeRequest Read(RecordKind kind, ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        var (now, settings) = (_clock.GetUtcNow(), _serving.Shop.Settings);
        var readers = _readers.GetOrAdd(kind, _ => []);
        if (!readers.TryTake(out var reader) || reader.IsStale(settings, now))
        {
            reader?.Dispose();
            reader = new IntakeReader(kind, settings, now);
        }

        try
        {
            return reader.Read(body, _batches, cancellation);
        }
        finally
        {
            // Reading keeps a processor busy, so that more readers than processors are seldom wanted.
            if (readers.Count < Environment.ProcessorCount)
                readers.Add(reader);
            else
                reader.Dispose();
        }
    }

    private void Queue(IntakeStep step)
    {
        try
        {
            _commits.Queue(step);
        }
        catch
        {
            step.Withdraw();
            throw;
        }
    }
}
