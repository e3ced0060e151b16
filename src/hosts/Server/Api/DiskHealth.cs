namespace Kirana.Server.Api;

/// <summary>Remembers the last time the shop's disk failed. Thread-safe.</summary>
internal sealed class DiskHealth
{
    private sealed record Fault(string Code, DateTimeOffset At);

    private volatile Fault? _last;

    /// <summary>Notes a fault.</summary>
    /// <param name="code">Its name.</param>
    /// <param name="at">When it happened.</param>
    public void Failed(string code, DateTimeOffset at) => _last = new Fault(code, at);

    /// <summary>Notes that something was written.</summary>
    public void Worked() => _last = null;

    /// <summary>The fault that nothing was written since, if it is recent.</summary>
    /// <param name="now">The time.</param>
    /// <param name="recent">How long a fault counts.</param>
    public string? Recent(DateTimeOffset now, TimeSpan recent) => _last is { } fault && now - fault.At < recent ? fault.Code : null;
}
