using Kirana.Data.Fitting;
using Kirana.Data.Series;
using Kirana.Forecast.Gaps;
using Kirana.Forecast.Models;
using Kirana.Forecast.Naive;
using Kirana.Forecast.Smoothing;

namespace Kirana.Forecast.Autoregression;

/// <summary>An autoregression on the last steps and on the steps around one season ago, for one or several seasons.</summary>
/// <remarks>
/// Box and Jenkins (1970), chapter 9: a multiplicative seasonal autoregression multiplies out to an ordinary one on the lags 1 … p, around
/// each season and around the sum of two; Taylor, "Short-term electricity demand forecasting using double seasonal exponential smoothing",
/// Journal of the Operational Research Society 54 (2003), equation 1, has two seasons. Here the lags stay (see <see cref="Lags"/>), their
/// weights are free of the products and found by least squares with a slight ridge (Hoerl and Kennard 1970):
/// z(t) = c + Σ φ(l) z(t − l) + ε(t), z the series or its logarithm, centred and of variance 1. The forecast repeats the equation and is
/// kept within half a range of what was seen, so that it cannot explode. O(n · lags²).
/// </remarks>
public sealed record SeasonalAutoregression : IForecaster
{
    /// <summary>The rows of the regression a coefficient needs; a season that leaves fewer is not followed.</summary>
    internal const int RowsPerCoefficient = 3;

    /// <summary>The seasons followed in steps, each at least 1 (none), in any order; by default the one the series is fitted with.</summary>
    public IReadOnlyList<int> Seasons { get; init; } = [];

    /// <summary>Whether logarithms are regressed, so that swings grow with the level; by default where a season is followed. A series that
    /// is not above zero throughout is taken as it is.</summary>
    public bool? Logarithmic { get; init; }

    /// <summary>The ridge as a share of the rows, the series having variance 1; 0 or more, 0.00001 by default.</summary>
    public double Ridge { get; init; } = 1e-5;

    /// <inheritdoc/>
    public string Name => ElementaryModel.SeasonalAutoregression;

    /// <summary>The lags that are regressed on: 1 to 3; of each season m the lags m − 1 to m + 2; of each pair of seasons the lags
    /// m + m′ − 1 to m + m′ + 1.</summary>
    /// <param name="seasons">The seasons, each at least 1 (none).</param>
    /// <returns>The lags, ascending.</returns>
    public static int[] Lags(params ReadOnlySpan<int> seasons)
    {
        var lags = new SortedSet<int> { 1, 2, 3 };
        for (var i = 0; i < seasons.Length; i++)
        {
            if (seasons[i] == 1)
                continue;
            for (var lag = -1; lag <= 2; lag++)
                lags.Add(seasons[i] + lag);
            for (var j = 0; j < i; j++)
                for (var lag = -1; seasons[j] > 1 && lag <= 1; lag++)
                    lags.Add(seasons[i] + seasons[j] + lag);
        }

        return [.. lags];
    }

    /// <inheritdoc/>
    /// <remarks>A missing observation lies on the line between its neighbours and is no target of the regression. A season for which the
    /// series is too short is left out, the longest first; a series too short for any is smoothed.</remarks>
    public IForecastModel Fit(TimeSeries series, int season, FitContext context)
    {
        Fitting.Check(series, season, context);
        if (!(Ridge >= 0 && double.IsFinite(Ridge)))
            throw new ArgumentException($"Ridge is {Ridge}; it must be 0 or more and finite.");
        var seasons = Fitting.Seasons(Seasons, season);
        var values = new double[series.Length];
        var observed = GapFilling.Fill(series.Values, values);
        if (observed > 0 && !values.AsSpan().ContainsAnyExcept(values[0]))
            return SeasonalNaive.Carry(series, values, observed < SimpleSmoothing.FewestObservations ? SimpleSmoothing.TooFew(observed, "smoothing") : null);

        var followed = seasons.Length;
        var lags = Lags(seasons);
        while (observed - lags[^1] < RowsPerCoefficient * (lags.Length + 1))
        {
            if (followed == 0)
                return SimpleSmoothing.InsteadOf(series, season, context, $"{Few(observed)}, so it is smoothed.");
            lags = Lags(seasons.AsSpan(0, --followed));
        }

        var fallback = followed == seasons.Length ? null : $"{Few(observed)} with a season of {seasons[followed]}, which is left out.";
        var regression = new LagRegression(series.Values, values, lags, Logarithmic ?? followed > 0);
        return regression.TrySolve(Ridge, fallback)
            ?? SimpleSmoothing.InsteadOf(series, season, context, "The series does not vary enough for an autoregression, so it is smoothed.");
    }

    private static string Few(int observed) => $"The series has {observed} observations, too few for an autoregression";
}
