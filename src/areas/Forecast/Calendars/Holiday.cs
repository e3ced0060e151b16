namespace Kirana.Forecast.Calendars;

/// <summary>One holiday of one year.</summary>
/// <param name="Day">The day.</param>
/// <param name="Name">Its name, the same every year, such as <c>Good Friday</c>; a substitute has the name of what it stands for.</param>
/// <param name="Kind">What it is to a shop.</param>
/// <param name="IsApproximate">Whether the day is announced by sighting the moon and may be one day earlier or later.</param>
public readonly record struct Holiday(DateOnly Day, string Name, HolidayKind Kind, bool IsApproximate = false);
