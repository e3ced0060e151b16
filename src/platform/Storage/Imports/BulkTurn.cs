using Kirana.Storage.Folders;

namespace Kirana.Storage.Imports;

/// <summary>The right to change which segments there are: imports, sealing, merging and erasing follow one another, in this process and among all.</summary>
/// <param name="folder">The shop.</param>
/// <param name="held">Whether the shop holds the writer's lock as long as it is open; otherwise it is taken for each turn.</param>
/// <param name="clock">The clock.</param>
internal sealed class BulkTurn(ShopFolder folder, bool held, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan s_glance = TimeSpan.FromMilliseconds(10);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private WriterLock? _lock;
    private volatile bool _importing;
    private int _waiting;

    /// <summary>Takes the turn, after waiting for a change that takes a moment.</summary>
    /// <param name="what">What for.</param>
    /// <param name="moment">Whether it takes but a moment; an import does not.</param>
    /// <exception cref="InvalidOperationException">An import through this object is under way.</exception>
    /// <exception cref="Kirana.Data.DataException">Another process imports (<c>shop-locked</c>).</exception>
    public void Begin(string what, bool moment)
    {
        Interlocked.Increment(ref _waiting);
        try
        {
            while (!_turn.Wait(s_glance))
                if (_importing)
                    throw new InvalidOperationException($"The shop cannot {what} while an import is under way; commit or dispose it first.");
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }

        try
        {
            _lock = held ? null : WriterLock.Take(folder, clock, moment);
            _importing = !moment;
        }
        catch
        {
            _turn.Release();
            throw;
        }
    }

    /// <summary>Takes the turn for a moment if it is free and nobody waits for it.</summary>
    public bool TryBegin()
    {
        if (Volatile.Read(ref _waiting) > 0 || !_turn.Wait(0))
            return false;
        _lock = held ? null : WriterLock.TryTake(folder, clock);
        if (held || _lock is not null)
            return true;
        _turn.Release();
        return false;
    }

    /// <summary>Gives the turn back.</summary>
    public void End()
    {
        _importing = false;
        _lock?.Dispose();
        _lock = null;
        _turn.Release();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _lock?.Dispose();
        _turn.Dispose();
    }
}
