using System.Collections.Immutable;
using Kirana.Operate.Shops;
using Kirana.Recommend.Streaming;

namespace Kirana.Pipelines.Serving;

/// <summary>A shop as it is served: the current models with everybody's histories in an immutable snapshot that is swapped atomically, and
/// the events that came since on top of it. What HTTP routes, pages and other applications ask.</summary>
/// <remarks>
/// <para>Thread-safe; answering takes no lock and never waits for a rebuild. A model that is missing or damaged degrades its part and leaves
/// the rest alone.</para>
/// <para>Exactly once: a snapshot shows one version of the records, the live layer holds what later versions added. At a swap the new
/// snapshot takes over the live entries newer than its own version and no others.</para>
/// </remarks>
public sealed partial class ShopServing : IDisposable
{
    private readonly TimeProvider _clock;
    private readonly Lock _refreshing = new();
    private readonly Lock _gate = new();
    private readonly ChangeLedger _ledger;
    private ImmutableArray<Action<ServingState>> _reactions = [];
    private volatile ServingSnapshot _snapshot;

    private ShopServing(IShop shop, TimeProvider clock)
    {
        Shop = shop;
        _clock = clock;
        var nothing = new ServingState(new ShopVersion(-1, -1, -1), clock.GetUtcNow(), null, null, []);
        _snapshot = new ServingSnapshot(nothing, ServedRecords.None, null, null, null, new LiveLayer());
        _ledger = new ChangeLedger(-1);
        _memory = new LayerMemory(new LinearLayer(), Microseconds.Of(clock.GetUtcNow()));
    }

    /// <summary>Opens a shop for serving; models that are there are loaded before it returns.</summary>
    /// <param name="shop">The shop, which must stay open and is not disposed.</param>
    /// <param name="clock">The clock.</param>
    public static ShopServing Open(IShop shop, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(shop);
        ArgumentNullException.ThrowIfNull(clock);
        var serving = new ShopServing(shop, clock);
        serving.Refresh();
        return serving;
    }

    /// <summary>The shop.</summary>
    public IShop Shop { get; }

    /// <summary>What is served now.</summary>
    public ServingState State => _snapshot.State;

    /// <summary>Calls back after every new state, on the thread that made it.</summary>
    /// <param name="react">Called with the new state; must be quick and must not throw.</param>
    /// <returns>Ends the calls when disposed.</returns>
    public IDisposable WhenSwapped(Action<ServingState> react)
    {
        ArgumentNullException.ThrowIfNull(react);
        ImmutableInterlocked.Update(ref _reactions, all => all.Add(react));
        return new Subscription(this, react);
    }

    /// <summary>Learns and refreshes twice a second until cancelled; a failing refresh becomes a problem of the state and is tried again.</summary>
    /// <param name="cancellation">Ends the watch.</param>
    public async Task Watch(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(500), _clock);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellation).ConfigureAwait(false))
                await Task.Run(() =>
                {
                    Teach();
                    Refresh();
                }, cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The end of the watch, not a fault.
        }
    }

    /// <summary>Lets the snapshot go. The shop stays open.</summary>
    public void Dispose() => _reactions = [];

    private sealed class Subscription(ShopServing serving, Action<ServingState> react) : IDisposable
    {
        public void Dispose() => ImmutableInterlocked.Update(ref serving._reactions, all => all.Remove(react));
    }
}
