namespace Kirana.Forecast.Arima.Likelihood;

/// <summary>The orders of the stationary part of a model.</summary>
/// <param name="Ar">p.</param>
/// <param name="SeasonalAr">P.</param>
/// <param name="Ma">q.</param>
/// <param name="SeasonalMa">Q.</param>
/// <param name="Season">Steps in one season; 1 where P and Q are 0.</param>
internal readonly record struct ArmaOrders(int Ar, int SeasonalAr, int Ma, int SeasonalMa, int Season)
{
    /// <summary>The number of coefficients.</summary>
    public int Count => Ar + SeasonalAr + Ma + SeasonalMa;

    /// <summary>Steps into which the time before the series reaches.</summary>
    public int States => Math.Max(Ar + Season * SeasonalAr, Ma + Season * SeasonalMa);
}
