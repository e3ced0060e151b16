namespace Kirana.Server;

/// <summary>How a shop is served.</summary>
public sealed record KiranaOptions
{
    /// <summary>Whether every request needs an access key; by default they do unless the connection comes from this machine itself.</summary>
    public bool? RequireKeys { get; init; }

    /// <summary>The most bytes of a request's body; 16 MiB by default, 1 KiB to 1 GiB.</summary>
    public int BodyBytes { get; init; } = 16 << 20;

    /// <summary>The deepest nesting of JSON in a request; 16 by default, 4 to 1,000.</summary>
    public int JsonDepth { get; init; } = 16;

    /// <summary>Requests a second that one key, or one address without a key, may make in the long run; 20,000 by default, 0 for no limit.</summary>
    public int RequestsPerSecond { get; init; } = 20_000;

    /// <summary>The most items of a list; 1,000 by default.</summary>
    public int LongestList { get; init; } = 1000;

    /// <summary>The clock; the system's by default.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Checks every option.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is out of its range.</exception>
    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(BodyBytes, 1024);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(BodyBytes, 1 << 30);
        ArgumentOutOfRangeException.ThrowIfLessThan(JsonDepth, 4);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(JsonDepth, 1000);
        ArgumentOutOfRangeException.ThrowIfNegative(RequestsPerSecond);
        ArgumentOutOfRangeException.ThrowIfLessThan(LongestList, 1);
    }
}
