namespace Kirana.Data.Series;

/// <summary>Tells the step of dated series: the longest that nearly all their days could be the beginnings of.</summary>
internal static class StepGuess
{
    // Days of a daily file fall on a given weekday in one case of seven, and on a first of the month in one of thirty.
    private const double Nearly = 0.9;

    private static readonly Step[] LongestFirst = [Step.Year, Step.Quarter, Step.Month, Step.Week];

    /// <summary>Guesses the step.</summary>
    /// <param name="series">The rows of each series with day numbers, in order of time.</param>
    public static Step Of(IEnumerable<List<SeriesRow>> series)
    {
        long pairs = 0;
        var fits = new long[LongestFirst.Length];
        foreach (var rows in series)
            for (var i = 1; i < rows.Count; i++)
            {
                pairs++;
                for (var k = 0; k < fits.Length; k++)
                    fits[k] += Fits(LongestFirst[k], rows[i].At, rows[i - 1].At) ? 1 : 0;
            }

        for (var k = 0; k < fits.Length; k++)
            if (pairs > 0 && fits[k] >= Nearly * pairs)
                return LongestFirst[k];
        return Step.Day;
    }

    /// <summary>Whether a day can follow another, or begin a series, at a step.</summary>
    /// <param name="step">The step.</param>
    /// <param name="dayNumber">The day.</param>
    /// <param name="earlier">A day of the series before it; the day itself for the first.</param>
    public static bool Fits(Step step, long dayNumber, long earlier)
    {
        var day = DateOnly.FromDayNumber((int)dayNumber);
        return step switch
        {
            Step.Year => day is { Month: 1, Day: 1 },
            Step.Quarter => day is { Month: 1 or 4 or 7 or 10, Day: 1 },
            Step.Month => day.Day == 1,
            Step.Week => (dayNumber - earlier) % 7 == 0,
            _ => true,
        };
    }

    /// <summary>A day's place on the axis of a step that it fits.</summary>
    public static long At(Step step, long dayNumber)
    {
        var day = DateOnly.FromDayNumber((int)dayNumber);
        return step switch
        {
            Step.Year => day.Year,
            Step.Quarter => (4L * day.Year) + ((day.Month - 1) / 3),
            Step.Month => (12L * day.Year) + day.Month - 1,
            _ => dayNumber,
        };
    }
}
