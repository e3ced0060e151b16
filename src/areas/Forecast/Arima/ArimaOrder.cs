namespace Kirana.Forecast.Arima;

/// <summary>The order of a model, written ARIMA(p,d,q)(P,D,Q) as by Box and Jenkins (1970).</summary>
/// <param name="Ar">p, past values that count.</param>
/// <param name="Differences">d, how often the change from step to step is taken.</param>
/// <param name="Ma">q, past errors that count.</param>
/// <param name="SeasonalAr">P, past values at the same phase of the season that count.</param>
/// <param name="SeasonalDifferences">D, how often the change from season to season is taken.</param>
/// <param name="SeasonalMa">Q, past errors at the same phase that count.</param>
/// <param name="HasConstant">Whether there is a mean or, with one difference, a drift; with two there can be none.</param>
public readonly record struct ArimaOrder(
    int Ar, int Differences, int Ma, int SeasonalAr = 0, int SeasonalDifferences = 0, int SeasonalMa = 0, bool HasConstant = false)
{
    /// <summary>The greatest p and q.</summary>
    public const int Largest = 12;

    /// <summary>The greatest d, P, D and Q.</summary>
    public const int LargestSeasonal = 2;

    /// <summary>Whether a season is followed.</summary>
    public bool IsSeasonal => SeasonalAr + SeasonalDifferences + SeasonalMa > 0;

    /// <summary>How many coefficients there are, the constant among them, the variance not.</summary>
    public int Coefficients => Ar + Ma + SeasonalAr + SeasonalMa + (HasConstant ? 1 : 0);

    /// <summary>How many values differencing takes from the beginning of a series.</summary>
    /// <param name="season">Steps in one season.</param>
    internal int Lost(int season) => Differences + SeasonalDifferences * season;

    /// <exception cref="ArgumentException">A number is out of its range.</exception>
    internal void Check()
    {
        if (Ar is < 0 or > Largest || Ma is < 0 or > Largest)
            throw new ArgumentException($"{this} has p and q of {Ar} and {Ma}; they lie between 0 and {Largest}.");
        if (new[] { Differences, SeasonalAr, SeasonalDifferences, SeasonalMa }.Any(number => number is < 0 or > LargestSeasonal))
            throw new ArgumentException($"{this} has a d, P, D or Q that does not lie between 0 and {LargestSeasonal}.");
        if (HasConstant && Differences + SeasonalDifferences > 1)
            throw new ArgumentException($"{this} has a constant beside two differences, which would be a curve that grows for ever; at most one difference goes with it.");
    }

    /// <summary>The name, such as <c>ARIMA(0,1,1)(0,1,1)</c> or <c>ARIMA(2,0,0)+c</c>.</summary>
    public override string ToString() =>
        $"ARIMA({Ar},{Differences},{Ma}){(IsSeasonal ? $"({SeasonalAr},{SeasonalDifferences},{SeasonalMa})" : "")}{(HasConstant ? "+c" : "")}";
}
