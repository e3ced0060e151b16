namespace Kirana.Forecast.Calendars;

/// <summary>What the days of one step are.</summary>
/// <param name="Days">All days.</param>
/// <param name="Weekend">Days of the market's weekend.</param>
/// <param name="Off">Days that are public holidays or substitutes, on weekends too.</param>
/// <param name="Working">Days that are neither.</param>
/// <param name="Festive">Days with a festival or a shopping event.</param>
public readonly record struct DayCounts(int Days, int Weekend, int Off, int Working, int Festive);
