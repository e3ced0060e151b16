namespace Kirana.Forecast.Arima.Likelihood;

/// <summary>A differenced series with its regressors, as the likelihood sees it.</summary>
/// <param name="Columns">Indicators of gaps, then other regressors, last the series; all of one length and of magnitude about 1.</param>
/// <param name="Gaps">How many of the first columns mark a gap each.</param>
internal sealed record ArmaData(double[][] Columns, int Gaps)
{
    /// <summary>The length of the differenced series.</summary>
    public int Steps => Columns[^1].Length;

    /// <summary>n: the observations, gaps not counted.</summary>
    public int Observations => Steps - Gaps;
}
