namespace Kirana.Forecast.Models;

/// <summary>Brings a series to magnitudes between 1 and 2, so that squares neither overflow nor vanish.</summary>
/// <remarks>The factor is a power of two: scaling there and back changes no digit.</remarks>
internal static class Magnitude
{
    /// <summary>Scales finite values in place.</summary>
    /// <returns>The factor that brings them back.</returns>
    public static double Normalise(Span<double> values)
    {
        var largest = 0.0;
        foreach (var value in values)
            largest = Math.Max(largest, Math.Abs(value));
        if (largest == 0)
            return 1;
        var exponent = Math.Max(Math.ILogB(largest), -1000);
        if (exponent == 0)
            return 1;
        var factor = Math.ScaleB(1, -exponent);
        foreach (ref var value in values)
            value *= factor;
        return Math.ScaleB(1, exponent);
    }

    /// <summary>The nearest finite number; 0 for NaN.</summary>
    public static double Finite(double value) =>
        double.IsNaN(value) ? 0 : Math.Clamp(value, -double.MaxValue, double.MaxValue);
}
