using Kirana.Operate.Records;
using Kirana.Pipelines.Serving;

namespace Kirana.Pipelines.Ingest;

/// <summary>Takes records as they arrive: reads and checks them on the caller's thread, then stores what many callers brought in one durable
/// step (group commit), and tells the serving state before anybody is answered.</summary>
/// <remarks>Thread-safe. What is accepted is served: a receipt means that the next list knows of it.</remarks>
public sealed class Intake : IAsyncDisposable
{
    /// <summary>The most rejected records a receipt describes.</summary>
    public const int MostRejectedShown = 100;

    /// <summary>Opens the intake of a shop.</summary>
    /// <param name="serving">The shop as it is served; told of every event that was added.</param>
    /// <param name="clock">The clock, against which times are future.</param>
    public Intake(ShopServing serving, TimeProvider clock) => throw new NotSupportedException();

    /// <summary>Takes the records of one request.</summary>
    /// <param name="kind">The kind of record.</param>
    /// <param name="body">A JSON array of objects, or one object per line (NDJSON), UTF-8. Fields have the names of <see cref="RecordKind.Fields"/>;
    /// any other goes to the kind's last field. Not kept after the call.</param>
    /// <param name="cancellation">Gives the request up; what is already on its way to the disk may be stored all the same.</param>
    /// <exception cref="Data.DataException">The body is no JSON array or lines of objects (<c>bad-json</c>, with row), or the disk is full.</exception>
    public Task<IntakeReceipt> Take(RecordKind kind, ReadOnlyMemory<byte> body, CancellationToken cancellation) => throw new NotSupportedException();

    /// <summary>Stores what is waiting, then closes.</summary>
    public ValueTask DisposeAsync() => throw new NotSupportedException();
}
