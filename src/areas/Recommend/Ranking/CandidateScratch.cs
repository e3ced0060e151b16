namespace Kirana.Recommend.Ranking;

/// <summary>What one set of candidates needs while it is made, kept by the thread that made it for the next one.</summary>
internal sealed class CandidateScratch
{
    // More were never in use at once by one thread; what comes back beyond is left to the collector.
    private const int MostKept = 4;

    [ThreadStatic]
    private static Stack<CandidateScratch>? s_kept;

    private readonly List<SourceNominations> _sources = [];

    /// <summary>The joined ranks.</summary>
    public ItemTable Fused { get; } = new();

    /// <summary>What puts them in order.</summary>
    public ItemOrder Order { get; } = new();

    /// <summary>Takes one.</summary>
    /// <param name="sources">The number of sources.</param>
    public static CandidateScratch Rent(int sources)
    {
        var scratch = s_kept is { Count: > 0 } kept ? kept.Pop() : new CandidateScratch();
        while (scratch._sources.Count < sources)
            scratch._sources.Add(new SourceNominations());
        scratch.Fused.Clear();
        return scratch;
    }

    /// <summary>What a source named.</summary>
    public SourceNominations Of(int source) => _sources[source];

    /// <summary>Gives it back.</summary>
    public void Return()
    {
        s_kept ??= new Stack<CandidateScratch>(MostKept);
        if (s_kept.Count < MostKept)
            s_kept.Push(this);
    }
}
