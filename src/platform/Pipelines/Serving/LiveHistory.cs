namespace Kirana.Pipelines.Serving;

/// <summary>What one user did after the snapshot, in the order it came. One writer at a time; readers never wait.</summary>
internal sealed class LiveHistory
{
    private const int LongestVisit = 100;

    private LiveEvent[] _events = new LiveEvent[1];
    private int _count;
    private long _activity;

    /// <summary>The events that lists need.</summary>
    public ReadOnlySpan<LiveEvent> Events
    {
        get
        {
            // In this order: an array read after the count holds at least as many events.
            var count = Volatile.Read(ref _count);
            return Volatile.Read(ref _events).AsSpan(0, count);
        }
    }

    /// <summary>Events of any kind.</summary>
    public long Activity => Volatile.Read(ref _activity);

    /// <summary>Counts an event.</summary>
    public void Count() => Volatile.Write(ref _activity, _activity + 1);

    /// <summary>Takes an event that lists need.</summary>
    public void Add(in LiveEvent added)
    {
        if (_count == _events.Length)
        {
            var longer = new LiveEvent[2 * _count];
            _events.CopyTo(longer, 0);
            Volatile.Write(ref _events, longer);
        }

        _events[_count] = added;
        Volatile.Write(ref _count, _count + 1);
    }

    /// <summary>What a newer snapshot lacks; <see langword="null"/> if that is nothing.</summary>
    /// <param name="version">The version of the records that the snapshot shows.</param>
    /// <param name="visits">The oldest moment of a visit under way, UTC microseconds.</param>
    public LiveHistory? After(long version, long visits)
    {
        LiveHistory? rest = null;
        var events = Events;
        for (var i = 0; i < events.Length; i++)
        {
            ref readonly var one = ref events[i];
            // Views are in no snapshot; of a visit that never ends the latest will do.
            var isVisit = one.IsVisit && (one.Opinion == 0 || one.Version <= version);
            if (isVisit ? one.Time < visits || i < events.Length - LongestVisit : one.Version <= version)
                continue;
            rest ??= new LiveHistory();
            rest.Add(one);
            if (one.Version > version)
                rest.Count();
        }

        return rest;
    }
}
