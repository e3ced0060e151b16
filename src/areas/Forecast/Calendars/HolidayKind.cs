namespace Kirana.Forecast.Calendars;

/// <summary>What a holiday is to a shop.</summary>
public enum HolidayKind
{
    /// <summary>A day off by law.</summary>
    Public,

    /// <summary>A day off in place of one that falls on a weekend.</summary>
    Substitute,

    /// <summary>A festival that moves demand and is no day off in this market.</summary>
    Festival,

    /// <summary>A day of discounts.</summary>
    Shopping,
}
