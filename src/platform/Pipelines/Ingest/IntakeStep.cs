namespace Kirana.Pipelines.Ingest;

/// <summary>Something that waits for its turn to change the shop. Whoever waits may give it up until its turn comes.</summary>
internal abstract class IntakeStep
{
    private const int Waiting = 0, Begun = 1, GivenUp = 2;
    private int _state;
    private CancellationTokenRegistration _registration;

    /// <summary>How many records it holds.</summary>
    public abstract int Records { get; }

    /// <summary>How many bytes it came in.</summary>
    public abstract int Bytes { get; }

    /// <summary>Lets whoever waits give it up. To be called before it is queued.</summary>
    /// <param name="cancellation">Gives it up.</param>
    public void CancelWith(CancellationToken cancellation) =>
        _registration = cancellation.UnsafeRegister(static (step, token) => ((IntakeStep)step!).GiveUp(token), this);

    /// <summary>Its turn has come.</summary>
    /// <returns><see langword="false"/> if it was given up.</returns>
    public bool TryBegin()
    {
        _registration.Unregister();
        if (Interlocked.CompareExchange(ref _state, Begun, Waiting) == Waiting)
            return true;
        Abandoned();
        return false;
    }

    /// <summary>Takes it back before it was queued.</summary>
    public void Withdraw()
    {
        _registration.Unregister();
        Abandoned();
    }

    /// <summary>Tells whoever waits that it failed.</summary>
    /// <param name="error">Why.</param>
    public abstract void Fail(Exception error);

    /// <summary>Tells whoever waits that it was given up.</summary>
    /// <param name="cancellation">Who gave it up.</param>
    protected abstract void Cancelled(CancellationToken cancellation);

    /// <summary>Called where a step's turn comes after it was given up, or where it is taken back.</summary>
    protected abstract void Abandoned();

    private void GiveUp(CancellationToken cancellation)
    {
        if (Interlocked.CompareExchange(ref _state, GivenUp, Waiting) == Waiting)
            Cancelled(cancellation);
    }
}
