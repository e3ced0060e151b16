namespace Kirana.Pipelines.Recommend;

/// <summary>The time that choosing settings may take. It ends a search between two fits, never within one.</summary>
internal sealed class TuningBudget
{
    private readonly TimeProvider _clock;
    private readonly long _start;
    private readonly double _seconds;

    /// <summary>Begins to count.</summary>
    /// <param name="clock">The clock.</param>
    /// <param name="budget">The time.</param>
    public TuningBudget(TimeProvider clock, TimeSpan budget)
    {
        (_clock, _seconds) = (clock, budget.TotalSeconds);
        _start = clock.GetTimestamp();
    }

    /// <summary>Seconds that are kept for what comes after; 0 at first.</summary>
    public double Reserve { get; set; }

    /// <summary>The fits that were given up.</summary>
    public int Refused { get; private set; }

    /// <summary>Whether a fit may begin that is expected to take so long.</summary>
    /// <param name="seconds">What the last one like it took.</param>
    public bool Allows(double seconds)
    {
        var allows = _clock.GetElapsedTime(_start).TotalSeconds + seconds + Reserve <= _seconds;
        Refused += allows ? 0 : 1;
        return allows;
    }
}
