namespace Kirana.Forecast.Calendars;

/// <summary>Where sun and moon stand, in degrees along the ecliptic.</summary>
/// <remarks>Meeus, "Astronomical algorithms", 2nd ed. 1998, chapters 25 and 47, the moon by its 27 largest terms: good to about 0.01° for the
/// sun and 0.02° for the moon, two minutes of a lunar day.</remarks>
internal static class SunAndMoon
{
    private const double Epoch = 2451545.0;
    private const double Century = 36525;

    /// <summary>What the earth's rotation lags behind uniform time, in days: 70 seconds, true to some seconds from 2000 to 2050.</summary>
    private const double Lag = 70.0 / 86400;

    /// <summary>Lahiri's difference between the seasons' and the stars' zodiac in 2000, and its growth in a century.</summary>
    private const double Ayanamsa = 23.853;
    private const double AyanamsaGrowth = 1.3970;

    /// <summary>Multiples of the arguments D, M, M′, F, and the amplitude of the sine in degrees.</summary>
    private static readonly (int D, int M, int N, int F, double Amplitude)[] MoonTerms =
    [
        (0, 0, 1, 0, 6.288774), (2, 0, -1, 0, 1.274027), (2, 0, 0, 0, 0.658314), (0, 0, 2, 0, 0.213618), (0, 1, 0, 0, -0.185116),
        (0, 0, 0, 2, -0.114332), (2, 0, -2, 0, 0.058793), (2, -1, -1, 0, 0.057066), (2, 0, 1, 0, 0.053322), (2, -1, 0, 0, 0.045758),
        (0, 1, -1, 0, -0.040923), (1, 0, 0, 0, -0.034720), (0, 1, 1, 0, -0.030383), (2, 0, 0, -2, 0.015327), (0, 0, 1, 2, -0.012528),
        (0, 0, 1, -2, 0.010980), (4, 0, -1, 0, 0.010675), (0, 0, 3, 0, 0.010034), (4, 0, -2, 0, 0.008548), (2, 1, -1, 0, -0.007888),
        (2, 1, 0, 0, -0.006766), (1, 0, -1, 0, -0.005163), (1, 1, 0, 0, 0.004987), (2, -1, 1, 0, 0.004036), (2, 0, 2, 0, 0.003994),
        (4, 0, 0, 0, 0.003861), (2, 0, -3, 0, 0.003665),
    ];

    /// <summary>How far the moon is ahead of the sun, in [0, 360); new moon at 0.</summary>
    /// <param name="julianDay">The time as a Julian day, universal time.</param>
    public static double Elongation(double julianDay) => Degrees.Within(Moon(julianDay) - Sun(julianDay), 360);

    /// <summary>The sun's sign among the stars: 0 for Mesha (Aries) to 11 for Mina (Pisces).</summary>
    /// <param name="julianDay">The time as a Julian day, universal time.</param>
    public static int SunSign(double julianDay) =>
        (int)(Degrees.Within(Sun(julianDay) - Ayanamsa - AyanamsaGrowth * (julianDay - Epoch) / Century, 360) / 30);

    private static double Sun(double julianDay)
    {
        var t = (julianDay + Lag - Epoch) / Century;
        var anomaly = 357.52911 + t * (35999.05029 - 0.0001537 * t);
        var centre = (1.914602 - t * (0.004817 + 0.000014 * t)) * Degrees.Sin(anomaly)
            + (0.019993 - 0.000101 * t) * Degrees.Sin(2 * anomaly) + 0.000289 * Degrees.Sin(3 * anomaly);
        const double Aberration = 0.00569;
        return 280.46646 + t * (36000.76983 + 0.0003032 * t) + centre - Aberration;
    }

    private static double Moon(double julianDay)
    {
        var t = (julianDay + Lag - Epoch) / Century;
        var longitude = 218.3164477 + t * (481267.88123421 - 0.0015786 * t);
        var d = 297.8501921 + t * (445267.1114034 - 0.0018819 * t);
        var m = 357.5291092 + t * (35999.0502909 - 0.0001536 * t);
        var n = 134.9633964 + t * (477198.8675055 + 0.0087414 * t);
        var f = 93.2720950 + t * (483202.0175233 - 0.0036539 * t);
        foreach (var term in MoonTerms)
            longitude += term.Amplitude * Degrees.Sin(term.D * d + term.M * m + term.N * n + term.F * f);
        return longitude;
    }
}
