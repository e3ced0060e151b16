using System.Globalization;
using Kirana.Operate.Shops;
using Kirana.Pictures.Charts;
using Kirana.Pipelines.Serving;
using Kirana.Server.Metrics;
using Microsoft.AspNetCore.Components;

namespace Kirana.Server.Dashboard.Pages;

/// <summary>The server while it runs: requests, latencies, commits, processor and memory, read anew each second while the page is open.</summary>
public sealed partial class Health : ComponentBase, IDisposable
{
    private const int Kept = 120;
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    private readonly List<(DateTimeOffset Time, double Requests, double Events)> _samples = [];
    private ITimer? _timer;
    private ServerHealth? _last;
    private int _reads;

    [Inject]
    private ShopServing Serving { get; set; } = default!;

    [Inject]
    private ServerMetrics Metrics { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    private ShopSettings Settings => Serving.Shop.Settings;

    /// <inheritdoc/>
    public void Dispose() => _timer?.Dispose();

    /// <inheritdoc/>
    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
            _timer = Clock.CreateTimer(_ => Follow(), null, Pace, Pace);
    }

    private static string Milliseconds(double value) => double.IsFinite(value) ? $"{value.ToString("#,0.0", CultureInfo.InvariantCulture)} ms" : "–";

    // No commit in the last minute is no commit of 0 ms.
    private static string Commit(double value) => value > 0 ? Milliseconds(value) : "–";

    private static string Running(TimeSpan uptime) => uptime switch
    {
        { TotalSeconds: < 60 } => $"{uptime.Seconds} s",
        { TotalMinutes: < 60 } => $"{uptime.Minutes} min",
        { TotalHours: < 48 } => $"{(int)uptime.TotalHours} h",
        _ => $"{(int)uptime.TotalDays} days",
    };

    private void Follow() => _ = InvokeAsync(() =>
    {
        _reads++;
        StateHasChanged();
    });

    private ServerHealth Read()
    {
        _last = Metrics.Health();
        _samples.Add((Clock.GetUtcNow(), _last.Routes.Sum(route => route.PerSecond), _last.EventsPerSecond));
        if (_samples.Count > Kept)
            _samples.RemoveAt(0);
        return _last;
    }

    private ServerHealth Last() => _last ?? Metrics.Health();

    private Chart Recent(string title, string name, Func<(DateTimeOffset Time, double Requests, double Events), double> figure, Hue hue) => new()
    {
        Title = title,
        X = Axis.Time with { Minimum = Axis.At(Clock.GetUtcNow() - (Kept * Pace)), Maximum = Axis.At(Clock.GetUtcNow()) },
        Y = new Axis { Minimum = 0 },
        Marks = [new LineMark(name, [.. _samples.Select(sample => Axis.At(sample.Time))], [.. _samples.Select(figure)]) { Hue = hue }],
    };
}
