namespace Kirana.Pipelines.Serving;

/// <summary>Who a list is for: everything beside the histories.</summary>
internal readonly ref struct ListedShopper()
{
    /// <summary>The user's id; <see langword="null"/> for a stranger.</summary>
    public string? User { get; init; }

    /// <summary>Whether the histories must not be used: the person asked to be forgotten.</summary>
    public bool IsForgotten { get; init; }

    /// <summary>What the user did after the histories were read.</summary>
    public ReadOnlySpan<LiveEvent> Since { get; init; }

    /// <summary>The visit under way, as the request tells it.</summary>
    public IReadOnlyList<SessionEvent> Visit { get; init; } = [];

    /// <summary>Items that must not be listed.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];

    /// <summary>What the request tells of a visitor; <see langword="null"/> for nothing.</summary>
    public VisitorContext? Context { get; init; }

    /// <summary>What happened from then on is left out, UTC microseconds; nothing by default.</summary>
    public long Before { get; init; } = long.MaxValue;

    /// <summary>The moment of the request, UTC microseconds.</summary>
    public long Now { get; init; }
}
