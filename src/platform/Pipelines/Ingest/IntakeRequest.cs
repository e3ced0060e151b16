using Kirana.Operate.Records;
using Kirana.Operate.Stores;

namespace Kirana.Pipelines.Ingest;

/// <summary>One request on its way to the disk: what was read, and who waits for it.</summary>
/// <param name="kind">The kind of record.</param>
/// <param name="batches">Where batches come from and go back to.</param>
/// <param name="capacity">The most records it can hold.</param>
/// <param name="bytes">The size of its body.</param>
internal sealed class IntakeRequest(RecordKind kind, BatchPool batches, int capacity, int bytes) : IntakeStep
{
    private readonly TaskCompletionSource<IntakeReceipt> _receipt = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private RecordBatch? _withId;
    private RecordBatch? _withoutId;

    /// <summary>Records read.</summary>
    public long Received { get; set; }

    /// <summary>Records that broke the contract.</summary>
    public long RejectedCount { get; set; }

    /// <summary>The first of them, for the receipt.</summary>
    public List<RejectedRow> Rejected { get; } = [];

    /// <summary>Those that are kept.</summary>
    public List<QuarantinedLine> Kept { get; } = [];

    /// <summary>The batch of records told apart by their ids.</summary>
    public RecordBatch WithId => _withId ??= batches.Rent(kind, capacity);

    /// <summary>The batch of records told apart by their content.</summary>
    public RecordBatch WithoutId => _withoutId ??= batches.Rent(kind, capacity);

    /// <inheritdoc/>
    public override int Records => (_withId?.Count ?? 0) + (_withoutId?.Count ?? 0) + Kept.Count;

    /// <inheritdoc/>
    public override int Bytes { get; } = bytes;

    /// <summary>The receipt.</summary>
    public Task<IntakeReceipt> Receipt => _receipt.Task;

    /// <summary>What the store is to add; nothing where the request holds nothing.</summary>
    /// <param name="appends">Receives it.</param>
    public void AddTo(List<RecordAppend> appends)
    {
        if (_withoutId is { Count: > 0 })
            appends.Add(new RecordAppend(_withoutId, KeysAreContent: true, []));
        // Whatever broke the contract goes with either batch.
        if (_withId is { Count: > 0 } || Kept.Count > 0)
            appends.Add(new RecordAppend(WithId, KeysAreContent: false, Kept));
    }

    /// <summary>Tells the receipt.</summary>
    /// <param name="added">Records that are new.</param>
    public void Complete(long added)
    {
        var receipt = new IntakeReceipt(Received, added, Received - RejectedCount - added, Rejected, RejectedCount);
        GiveBack();
        _receipt.TrySetResult(receipt);
    }

    /// <inheritdoc/>
    public override void Fail(Exception error)
    {
        GiveBack();
        _receipt.TrySetException(error);
    }

    /// <summary>Gives the batches back.</summary>
    public void GiveBack()
    {
        if (_withId is not null)
            batches.Return(_withId);
        if (_withoutId is not null)
            batches.Return(_withoutId);
        (_withId, _withoutId) = (null, null);
    }

    /// <inheritdoc/>
    protected override void Cancelled(CancellationToken cancellation) => _receipt.TrySetCanceled(cancellation);

    /// <inheritdoc/>
    protected override void Abandoned() => GiveBack();
}
