namespace Kirana.Forecast.Smoothing.Likelihood;

/// <summary>Akaike's information criterion: what forms of different size are compared by.</summary>
internal static class InformationCriterion
{
    /// <summary>AICc = −2 ln L + 2p + 2p (p + 1) / (n − p − 1), corrected for short series (Hurvich and Tsai 1989).</summary>
    /// <param name="objective">−2 ln L.</param>
    /// <param name="parameters">p, the variance among them.</param>
    /// <param name="length">n.</param>
    /// <returns>+∞ where there are too few observations.</returns>
    public static double Corrected(double objective, int parameters, int length)
    {
        double rest = length - parameters - 1;
        return rest > 0 ? objective + 2.0 * parameters + 2.0 * parameters * (parameters + 1.0) / rest : double.PositiveInfinity;
    }
}
