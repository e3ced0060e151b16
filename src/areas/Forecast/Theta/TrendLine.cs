namespace Kirana.Forecast.Theta;

/// <summary>The straight line A + B t through the first observations, t = 1, 2, …, one observation after another.</summary>
/// <remarks>Fiorucci and others (2016), equations 9 to 11: least squares in recursive form. A line through nothing is 0, through one
/// observation level.</remarks>
/// <param name="Intercept">A.</param>
/// <param name="Slope">B.</param>
/// <param name="Mean">The observations' mean.</param>
internal readonly record struct TrendLine(double Intercept, double Slope, double Mean)
{
    /// <summary>The line through one observation more.</summary>
    /// <param name="value">The observation.</param>
    /// <param name="t">Its number, from 1 on.</param>
    public TrendLine Next(double value, int t)
    {
        if (t == 1)
            return new TrendLine(value, 0, value);
        // Half of a sum of large numbers, so that no difference of finite ones overflows.
        var change = 0.5 * value - 0.5 * Mean;
        var slope = (t - 2.0) / (t + 1.0) * Slope + 12 * change / (t * (t + 1.0));
        var mean = Mean + 2 / (double)t * change;
        return new TrendLine(mean - 0.5 * (t + 1.0) * slope, slope, mean);
    }
}
