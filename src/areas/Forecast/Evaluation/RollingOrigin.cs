namespace Kirana.Forecast.Evaluation;

/// <summary>Where to stand in a series' past and look ahead.</summary>
public static class RollingOrigin
{
    /// <summary>The origins of an evaluation: numbers of steps known, ascending, each with a whole horizon after it.</summary>
    /// <param name="length">Steps of the series.</param>
    /// <param name="horizon">Steps looked ahead, at least 1.</param>
    /// <param name="windows">The most origins, at least 1; they lie one horizon apart, the last one horizon before the end.</param>
    /// <param name="season">Steps in one season; the distance shrinks until it shares no factor with it, so that every phase is met.</param>
    /// <returns>At most <paramref name="windows"/> origins of 1 or more; none for a series no longer than the horizon.</returns>
    public static int[] Origins(int length, int horizon, int windows, int season)
    {
        Check(horizon, windows, season);
        var distance = windows == 1 ? 1 : Coprime(horizon, season);
        var count = (int)Math.Clamp((length - horizon - 1L) / distance + 1, 0, windows);
        return length <= horizon ? [] : Before(length - horizon, distance, count);
    }

    /// <summary>The origins from which errors are collected to calibrate intervals: half a horizon apart towards the end of the past, closer
    /// in a short series. After the newest ones fewer steps than the horizon follow: what a few steps ahead may bring is best known from them.</summary>
    /// <param name="length">Steps of the series.</param>
    /// <param name="horizon">Steps looked ahead, at least 1.</param>
    /// <param name="windows">The most origins, at least 1.</param>
    /// <param name="season">Steps in one season; the distance shares no factor with it, so that every phase is met.</param>
    /// <returns>At most <paramref name="windows"/> origins of 1 or more, ascending; none for a series of fewer than two steps.</returns>
    public static int[] CalibrationOrigins(int length, int horizon, int windows, int season)
    {
        Check(horizon, windows, season);
        if (length < 2)
            return [];

        // Two seasons are needed to see a season; but half of a short series is better than nothing.
        var earliest = Math.Max(1, Math.Min(Math.Max(2L * season + 1, length / 3), length / 2));
        var available = length - (int)earliest;
        var half = horizon - horizon / 2;
        var latest = length - Math.Min(half, Math.Max(1, available / 2));
        var distance = windows == 1 ? 1 : NearestCoprime(Math.Min((latest - (int)earliest) / (windows - 1), half), season);
        var count = Math.Min(windows, (latest - (int)earliest) / distance + 1);
        return Before(latest, distance, count);
    }

    private static int[] Before(int latest, int distance, int count)
    {
        var origins = new int[count];
        for (var i = 0; i < count; i++)
            origins[i] = latest - distance * (count - 1 - i);
        return origins;
    }

    private static int Coprime(int distance, int season)
    {
        distance = Math.Max(1, distance);
        while (GreatestCommonDivisor(distance, season) > 1)
            distance--;
        return distance;
    }

    /// <summary>The nearest distance without a factor in common with the season; of two as near the smaller.</summary>
    private static int NearestCoprime(int distance, int season)
    {
        distance = Math.Max(1, distance);
        for (var off = 0; ; off++)
        {
            if (distance - off >= 1 && GreatestCommonDivisor(distance - off, season) == 1)
                return distance - off;
            if (GreatestCommonDivisor(distance + off, season) == 1)
                return distance + off;
        }
    }

    private static int GreatestCommonDivisor(int a, int b) => b == 0 ? a : GreatestCommonDivisor(b, a % b);

    private static void Check(int horizon, int windows, int season)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(horizon, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(windows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(season, 1);
    }
}
