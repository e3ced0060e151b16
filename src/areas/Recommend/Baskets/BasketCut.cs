namespace Kirana.Recommend.Baskets;

/// <summary>Cuts a history into baskets: events that follow each other within a pause are one.</summary>
internal static class BasketCut
{
    /// <summary>Where the basket begins whose last event is before a place.</summary>
    /// <param name="times">The times of the events, ascending.</param>
    /// <param name="end">The place after the basket's last event, at least 1.</param>
    /// <param name="pause">The longest time between events of one basket, in microseconds.</param>
    public static int StartOf(ReadOnlySpan<long> times, int end, long pause)
    {
        var start = end - 1;
        // A clock that went back makes no new basket.
        while (start > 0 && times[start] - times[start - 1] <= pause)
            start--;
        return start;
    }
}
