using Kirana.Data.Fitting;
using Kirana.Data.Series;
using Kirana.Forecast.Models;

namespace Kirana.Forecast.Arima;

/// <summary>A regression on what is known ahead (prices, promotions, holidays), whose errors follow an ARIMA model.</summary>
/// <remarks>y = Xβ + η, η as in <see cref="ArimaModel"/>; β and the model of η are likeliest together (generalised least squares at each place of
/// the search). As in R's <c>auto.arima</c> with <c>xreg</c>, the differences are chosen by what an ordinary regression leaves.</remarks>
public sealed record ArimaRegression
{
    /// <summary>The order of the errors' model; by default the one with the least <see cref="ArimaModel.Aicc"/>.</summary>
    public ArimaOrder? Order { get; init; }

    /// <summary>Learns one series.</summary>
    /// <param name="series">The observations; NaN where missing.</param>
    /// <param name="season">Steps in one season, 1 for none.</param>
    /// <param name="regressors">Regressors, each with a finite number for each step of the series. One that hangs on those before it, or that the
    /// differences make zero, gets the coefficient 0.</param>
    /// <param name="context">Cancellation and seed.</param>
    /// <exception cref="ArgumentException">The order, the season or a regressor is out of its range.</exception>
    public ArimaRegressionModel Fit(TimeSeries series, int season, IReadOnlyList<double[]> regressors, FitContext context)
    {
        Fitting.Check(series, season, context);
        ArgumentNullException.ThrowIfNull(regressors);
        Order?.Check();
        for (var k = 0; k < regressors.Count; k++)
        {
            if (regressors[k].Length != series.Length)
                throw new ArgumentException($"Regressor {k} has {regressors[k].Length} numbers; the series has {series.Length} steps, each of which needs one.", nameof(regressors));
            if (Array.FindIndex(regressors[k], value => !double.IsFinite(value)) is >= 0 and var step)
                throw new ArgumentException($"Regressor {k} is {regressors[k][step]} at step {step}; a finite number is expected, so fill or drop it.", nameof(regressors));
        }

        var prepared = new PreparedSeries(series, season, [.. regressors]);
        var (errors, coefficients) = new ArimaMethod { Order = Order }.Fit([prepared], context, scalar: false)[0];
        return new ArimaRegressionModel(errors, coefficients.Length == 0 ? new double[regressors.Count] : coefficients);
    }
}
