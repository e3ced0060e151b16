using System.Collections.Concurrent;
using Kirana.Operate.Records;

namespace Kirana.Pipelines.Ingest;

/// <summary>Batches to be used again: a large one for each request would be garbage of the slowest kind. Thread-safe.</summary>
internal sealed class BatchPool
{
    private const int Smallest = 64;
    private const int Kept = 16;

    private readonly ConcurrentDictionary<(RecordKind Kind, int Capacity), ConcurrentBag<RecordBatch>> _free = new();

    /// <summary>A batch with room for some rows.</summary>
    /// <param name="kind">The kind of record.</param>
    /// <param name="rows">The rows.</param>
    public RecordBatch Rent(RecordKind kind, int rows)
    {
        var capacity = Smallest;
        while (capacity < rows)
            capacity *= 4;
        return Free(kind, capacity).TryTake(out var batch) ? batch : new RecordBatch(kind, capacity);
    }

    /// <summary>Takes a batch back, which nobody may look at any more.</summary>
    /// <param name="batch">The batch.</param>
    public void Return(RecordBatch batch)
    {
        // What it holds must not live on in memory: persons are forgotten.
        for (var column = 0; column < batch.Kind.Fields.Count; column++)
            if (batch.Kind.Fields[column].IsText)
                Array.Clear(batch.Texts(column), 0, Math.Min(batch.Capacity, batch.Count + 1));
        batch.Count = 0;
        var free = Free(batch.Kind, batch.Capacity);
        if (free.Count < Kept)
            free.Add(batch);
    }

    private ConcurrentBag<RecordBatch> Free(RecordKind kind, int capacity) => _free.GetOrAdd((kind, capacity), _ => []);
}
