namespace Kirana.Forecast.Theta;

/// <summary>What smoothing has left of the first level.</summary>
internal static class Decay
{
    /// <summary>(1 − α)ⁿ, by squaring.</summary>
    public static double After(double alpha, int count)
    {
        var power = 1.0;
        for (var (factor, rest) = (1 - alpha, count); rest > 0; rest >>= 1, factor *= factor)
            if ((rest & 1) == 1)
                power *= factor;
        return power;
    }
}
