namespace Kirana.Bench.Load;

/// <summary>What was asked for on the command line.</summary>
internal sealed record LoadSettings
{
    /// <summary>The shop's folder: ids are drawn from it, and the server serves a copy of it.</summary>
    public required string Shop { get; init; }

    /// <summary>The program that serves, if this program is to start it.</summary>
    public string? Tool { get; init; }

    /// <summary>A server that runs already.</summary>
    public Uri? Url { get; init; }

    /// <summary>Requests a second of open loops.</summary>
    public double Rate { get; init; } = 300;

    /// <summary>Seconds that are measured.</summary>
    public double Seconds { get; init; } = 20;

    /// <summary>Seconds before that.</summary>
    public double WarmUp { get; init; } = 5;

    /// <summary>Requests of the mixed scenario.</summary>
    public long Requests { get; init; } = 500_000;

    /// <summary>Rounds of the scenarios that have rounds.</summary>
    public int Rounds { get; init; } = 20;

    /// <summary>The browser's program, for what it paints.</summary>
    public string Browser { get; init; } = "/usr/bin/chromium";

    /// <summary>The seed of everything drawn.</summary>
    public ulong Seed { get; init; } = 1;
}
