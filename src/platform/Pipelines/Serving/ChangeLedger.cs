namespace Kirana.Pipelines.Serving;

/// <summary>Tells this process's own changes of the records from those of others, by the versions they lead to.</summary>
/// <remarks>A step of our own that finds a newer version than the last one known had others before it. Not thread-safe.</remarks>
internal sealed class ChangeLedger
{
    private int _underWay;
    private long _begun;

    /// <summary>Starts at a version.</summary>
    /// <param name="version">The version of the first snapshot.</param>
    public ChangeLedger(long version) => (Seen, Foreign) = (version, version);

    /// <summary>The newest version known.</summary>
    public long Seen { get; private set; }

    /// <summary>The newest version that may hold somebody else's change: a snapshot older than it lacks something.</summary>
    public long Foreign { get; private set; }

    /// <summary>What <see cref="Look"/> needs to know of the moment before the shop was asked; 0 while a step of our own is under way.</summary>
    public long Stamp => _underWay == 0 ? _begun + 1 : 0;

    /// <summary>A step of our own begins.</summary>
    public void Begin()
    {
        _underWay++;
        _begun++;
    }

    /// <summary>A step of our own ended without a change.</summary>
    public void End() => _underWay--;

    /// <summary>A step of our own ended.</summary>
    /// <param name="before">The version it found; whatever led there from what is known was others'.</param>
    /// <param name="after">The version it led to.</param>
    public void End(long before, long after)
    {
        _underWay--;
        Foreign = before > Seen ? before : Foreign;
        Seen = Math.Max(Seen, after);
    }

    /// <summary>Takes note of the version the shop told.</summary>
    /// <param name="version">The version.</param>
    /// <param name="stamp">The <see cref="Stamp"/> before it was asked. If a step of our own ran since, its end will tell.</param>
    public void Look(long version, long stamp)
    {
        if (stamp == 0 || stamp != Stamp || version <= Seen)
            return;
        (Seen, Foreign) = (version, version);
    }

    /// <summary>Takes note of a new snapshot.</summary>
    /// <param name="version">The version it shows.</param>
    public void Read(long version) => Seen = Math.Max(Seen, version);
}
