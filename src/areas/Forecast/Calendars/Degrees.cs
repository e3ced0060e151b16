namespace Kirana.Forecast.Calendars;

/// <summary>Sines of degrees by exactly rounded operations only, so that a calendar is the same on every platform.</summary>
internal static class Degrees
{
    private const int Terms = 12;

    /// <summary>The sine, to about 1e-13 for the angles of a calendar.</summary>
    public static double Sin(double degrees)
    {
        var x = Within(degrees, 360);
        if (x > 180)
            return -Sin(x - 180);
        if (x > 90)
            x = 180 - x;
        var radians = x * (Math.PI / 180);
        var (square, term, sum) = (radians * radians, radians, radians);
        for (var k = 1; k <= Terms; k++)
        {
            term *= -square / (2 * k * (2 * k + 1));
            sum += term;
        }

        return sum;
    }

    /// <summary>The angle within [0, circle).</summary>
    public static double Within(double angle, double circle) => angle - circle * Math.Floor(angle / circle);
}
