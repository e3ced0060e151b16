using Kirana.Operate.Shops;
using Kirana.Pipelines.Serving;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Kirana.Server.Dashboard.Layout;

/// <summary>The frame of every page: where to go, the theme, and the version of the shop that the page shows, which follows the shop.</summary>
public sealed partial class MainLayout : LayoutComponentBase, IDisposable
{
    // While events stream in the shop changes many times a second; nobody reads that fast.
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(3);

    private ErrorBoundary? _boundary;
    private IDisposable? _watch;
    private ITimer? _later;
    private ShopVersion _version;
    private int _due;

    [Inject]
    private ShopServing Serving { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    /// <inheritdoc/>
    public void Dispose()
    {
        _watch?.Dispose();
        _later?.Dispose();
    }

    /// <inheritdoc/>
    protected override void OnInitialized() => _version = Serving.State.Version;

    /// <inheritdoc/>
    protected override void OnParametersSet() => _boundary?.Recover();

    /// <inheritdoc/>
    protected override void OnAfterRender(bool firstRender)
    {
        if (!firstRender)
            return;
        _later = Clock.CreateTimer(_ => Follow(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _watch = Serving.WhenSwapped(state =>
        {
            // Models change seldom and by somebody's hand: they show at once.
            var soon = state.Version.Models != _version.Models ? TimeSpan.Zero : Pace;
            if (Interlocked.Exchange(ref _due, 1) == 0 || soon == TimeSpan.Zero)
                _later.Change(soon, Timeout.InfiniteTimeSpan);
        });
    }

    private void Follow()
    {
        Volatile.Write(ref _due, 0);
        _ = InvokeAsync(() =>
        {
            _version = Serving.State.Version;
            StateHasChanged();
        });
    }

    private void Recover() => _boundary?.Recover();
}
