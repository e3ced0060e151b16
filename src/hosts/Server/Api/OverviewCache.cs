using Kirana.Operate.Stores;

namespace Kirana.Server.Api;

/// <summary>The shop's figures, computed once for each state of the records and at most every two seconds, however many ask. Thread-safe.</summary>
/// <param name="shop">The shop.</param>
/// <param name="options">The clock.</param>
internal sealed class OverviewCache(ServedShop shop, KiranaOptions options)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private Task<ShopOverview>? _figures;
    private long _version;
    private long _computed;

    /// <summary>The figures as they stand.</summary>
    public Task<ShopOverview> Now()
    {
        var version = shop.Shop.Version().Records;
        lock (_gate)
        {
            var usable = _figures is { IsFaulted: false } && (version == _version || !_figures.IsCompleted || options.Clock.GetElapsedTime(_computed) < Fresh);
            if (usable)
                return _figures!;
            (_version, _computed) = (version, options.Clock.GetTimestamp());
            return _figures = Task.Run(shop.Shop.Analysis.Overview);
        }
    }
}
