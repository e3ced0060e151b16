namespace Kirana.Pipelines.Ingest;

/// <summary>A person to be deleted, in turn with the records that were sent before and after.</summary>
/// <param name="user">The user's id.</param>
internal sealed class ErasureStep(string user) : IntakeStep
{
    private readonly TaskCompletionSource<long> _deleted = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The user's id.</summary>
    public string User { get; } = user;

    /// <inheritdoc/>
    public override int Records => 1;

    /// <inheritdoc/>
    public override int Bytes => 0;

    /// <summary>The number of records deleted.</summary>
    public Task<long> Deleted => _deleted.Task;

    /// <summary>Tells the number.</summary>
    /// <param name="deleted">The number.</param>
    public void Complete(long deleted) => _deleted.TrySetResult(deleted);

    /// <inheritdoc/>
    public override void Fail(Exception error) => _deleted.TrySetException(error);

    /// <inheritdoc/>
    protected override void Cancelled(CancellationToken cancellation) => _deleted.TrySetCanceled(cancellation);

    /// <inheritdoc/>
    protected override void Abandoned()
    {
    }
}
