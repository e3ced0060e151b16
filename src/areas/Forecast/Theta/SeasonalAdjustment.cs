namespace Kirana.Forecast.Theta;

/// <summary>How the Theta methods take a season out of a series and put it back.</summary>
internal static class SeasonalAdjustment
{
    /// <summary>Divides the seasonal factors out, if there are any to be found.</summary>
    /// <param name="values">A series without gaps, of magnitude about 1.</param>
    /// <param name="season">Steps in one season.</param>
    /// <returns>The factors from the first value on; empty if the series is not seasonal.</returns>
    public static double[] Remove(Span<double> values, int season)
    {
        if (!SeasonalityTest.IsSeasonal(values, season))
            return [];
        var factors = new double[season];
        if (!ClassicalDecomposition.TryFindFactors(values, factors))
            return [];
        for (var (t, phase) = (0, 0); t < values.Length; t++)
        {
            values[t] /= factors[phase];
            if (++phase == season)
                phase = 0;
        }

        return factors;
    }

    /// <summary>Turns the factors so that the first belongs to the first step after the series.</summary>
    public static double[] Turn(double[] factors, int length)
    {
        var turned = new double[factors.Length];
        for (var i = 0; i < turned.Length; i++)
            turned[i] = factors[(length + i) % turned.Length];
        return turned;
    }

    /// <summary>Brings errors of the adjusted series, of magnitude about 1, back to the series.</summary>
    /// <param name="errors">The errors.</param>
    /// <param name="factors">The factors from the first value on; empty for none.</param>
    /// <param name="unit">What 1 stands for.</param>
    public static void Restore(Span<double> errors, double[] factors, double unit)
    {
        for (var (t, phase) = (0, 0); t < errors.Length; t++)
        {
            errors[t] = Models.Magnitude.Finite(errors[t] * unit * (factors.Length == 0 ? 1 : factors[phase]));
            if (++phase >= factors.Length)
                phase = 0;
        }
    }
}
