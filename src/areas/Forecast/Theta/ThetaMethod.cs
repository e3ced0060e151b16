using Kirana.Data.Fitting;
using Kirana.Data.Series;
using Kirana.Forecast.Gaps;
using Kirana.Forecast.Models;
using Kirana.Forecast.Naive;
using Kirana.Forecast.Smoothing;

namespace Kirana.Forecast.Theta;

/// <summary>The Theta method: simple exponential smoothing of the seasonally adjusted series with half the slope of its trend line as drift.</summary>
/// <remarks>
/// Assimakopoulos and Nikolopoulos, "The theta model", International Journal of Forecasting 16 (2000); in the closed form of Hyndman and
/// Billah, "Unmasking the Theta method", International Journal of Forecasting 19 (2003), equation 13. In order:
/// <list type="number">
/// <item>where the autocorrelation at the season's lag is significant at 90 %, classical multiplicative seasonal factors are divided out;</item>
/// <item>simple exponential smoothing, α and initial level by least squares over the whole range;</item>
/// <item>drift b = half the slope of the regression on time; forecast as in <see cref="ElementaryModel"/>, times the factors.</item>
/// </list>
/// Differs from R's <c>thetaf</c> only in step 2, where the least error is found for certain. O(n · season).
/// </remarks>
public sealed record ThetaMethod : IForecaster
{
    /// <summary>The weight α of the newest observation, above 0 and at most 1; by default the best in [0.0001, 0.9999].</summary>
    public double? Alpha { get; init; }

    /// <summary>The level before the first observation of the seasonally adjusted series; by default the best for α.</summary>
    public double? InitialLevel { get; init; }

    /// <inheritdoc/>
    public string Name => ElementaryModel.Theta;

    /// <inheritdoc/>
    /// <remarks>A missing observation lies on the line between its neighbours. Fewer than three observations are carried on. The
    /// residuals are those of the smoothed series times the factors, without the drift, as in the reference implementation.</remarks>
    public IForecastModel Fit(TimeSeries series, int season, FitContext context)
    {
        Fitting.Check(series, season, context);
        SimpleSmoothing.CheckOptions(Alpha, InitialLevel);
        using var scratch = new Scratch(series.Length);
        var values = scratch.Span;
        var observed = GapFilling.Fill(series.Values, values);
        if (observed < SimpleSmoothing.FewestObservations)
            return SeasonalNaive.Carry(series, values.ToArray(), SimpleSmoothing.TooFew(observed, "the Theta method"));

        var unit = Magnitude.Normalise(values);
        var factors = SeasonalAdjustment.Remove(values, season);
        var errors = new double[series.Length];
        var fit = SmoothingFit.Of(values, Alpha, InitialLevel / unit, errors);
        var drift = 0.5 * Slope(values);
        SeasonalAdjustment.Restore(errors, factors, unit);
        if (observed < series.Length)
            GapFilling.Blank(series.Values, errors);
        var state = new ModelState(Name, null, Magnitude.Finite(fit.LastLevel * unit), fit.Alpha, Magnitude.Finite(drift * unit),
            series.Length, SeasonalAdjustment.Turn(factors, series.Length));
        return new ElementaryModel(state, errors);
    }

    /// <summary>The slope of the regression on t = 0, 1, …: 12 Σ (t − t̄) y / (n (n² − 1)).</summary>
    private static double Slope(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        var middle = 0.5 * (values.Length - 1);
        for (var t = 0; t < values.Length; t++)
            sum = Math.FusedMultiplyAdd(t - middle, values[t] - values[0], sum);
        double n = values.Length;
        return 12 * sum / (n * (n * n - 1));
    }
}
