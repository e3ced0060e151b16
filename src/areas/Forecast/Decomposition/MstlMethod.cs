using Kirana.Data.Fitting;
using Kirana.Data.Series;
using Kirana.Forecast.Gaps;
using Kirana.Forecast.Models;
using Kirana.Forecast.Naive;
using Kirana.Forecast.Smoothing;
using Kirana.Numerics.Kernels;

namespace Kirana.Forecast.Decomposition;

/// <summary>Forecasts what is left without the seasons by exponential smoothing, and puts the last cycle of each season back on.</summary>
/// <remarks>Bandara, Hyndman and Bergmeir (2021), section 2; the decomposition is <see cref="Mstl"/>, the smoothing the form of
/// <see cref="ExponentialSmoothing"/> without a season that Akaike's criterion prefers, as in R's <c>stlf</c>.</remarks>
public sealed record MstlMethod : IForecaster
{
    /// <summary>The seasons in steps, each at least 1 (none), in any order; by default the one the series is fitted with.</summary>
    public IReadOnlyList<int> Seasons { get; init; } = [];

    /// <summary>How a series is split.</summary>
    public Mstl Decomposition { get; init; } = new();

    /// <summary>Whether logarithms are split, so that seasons multiply; by default where a season is followed. A series that is not above
    /// zero throughout is taken as it is.</summary>
    public bool? Logarithmic { get; init; }

    /// <summary>The form of smoothing, without a season; by default the one with the least AICc.</summary>
    public SmoothingForm? Form { get; init; }

    /// <inheritdoc/>
    public string Name => ElementaryModel.Mstl;

    /// <inheritdoc/>
    /// <remarks>A missing observation lies on the line between its neighbours. A season of which the series does not hold more than two
    /// cycles is left out; fewer than four observations are carried on.</remarks>
    public IForecastModel Fit(TimeSeries series, int season, FitContext context)
    {
        Fitting.Check(series, season, context);
        Decomposition.Check();
        if (Form is { Season: not SeasonKind.None } form)
            throw new ArgumentException($"Form is {form}; it must have no season.");
        var wanted = Fitting.Seasons(Seasons, season);
        var values = new double[series.Length];
        var observed = GapFilling.Fill(series.Values, values);
        if (observed < ExponentialSmoothing.FewestObservations)
            return SeasonalNaive.Carry(series, values, $"The series has {observed} of the {ExponentialSmoothing.FewestObservations} observations smoothing needs, so its last value is carried on.");
        if (!values.AsSpan().ContainsAnyExcept(values[0]))
            return SeasonalNaive.Carry(series, values, null);

        var seasons = Array.FindAll(wanted, m => values.Length > 2L * m);
        var logarithmic = (Logarithmic ?? seasons.Length > 0) && !values.AsSpan().ContainsAnyInRange(double.NegativeInfinity, 0);
        var (scaled, unit) = ((double[])values.Clone(), 1.0);
        if (logarithmic)
            Elementary.Log(values, scaled);
        else
            unit = Magnitude.Normalise(scaled);
        var cycles = new double[seasons.Length][];
        if (seasons.Length > 0)
        {
            var parts = Decomposition.Decompose(scaled, seasons);
            for (var i = 0; i < seasons.Length; i++)
            {
                for (var t = 0; t < scaled.Length; t++)
                    scaled[t] -= parts.Seasonal[i][t];
                cycles[i] = Array.ConvertAll(parts.Seasonal[i][^seasons[i]..], value => Magnitude.Finite(value * unit));
            }
        }

        var model = new ExponentialSmoothing { Form = Form }.Fit(new TimeSeries(series.Key, series.Axis, scaled), 1, context);
        var fallback = seasons.Length == wanted.Length ? null
            : $"The series has {values.Length} steps, not more than two seasons of {wanted[seasons.Length]}, so that season is left out.";
        return Model(series, values, scaled, model, new MstlParameters(logarithmic, cycles), unit, fallback);
    }

    private static ElementaryModel Model(
        TimeSeries series, double[] values, double[] adjusted, IForecastModel smooth, MstlParameters parameters, double unit, string? fallback)
    {
        // Of an adjusted series that is constant but for rounding the last value is carried on.
        var last = (smooth as SmoothingModel)?.Last;
        var state = new ModelState(
            ElementaryModel.Mstl, fallback, Magnitude.Finite((last?.Level ?? adjusted[^1]) * unit), last?.Alpha ?? 0,
            Magnitude.Finite((last?.Slope ?? 0) * unit), values.Length, [])
        {
            Parameters = (parameters with { Beta = last?.Beta ?? 0, Phi = last?.Phi ?? 1 }).ToArray(),
        };

        // Observation less error is what was forecast, on the scale of the smoothing; the seasons cancel.
        var residuals = new double[values.Length];
        for (var t = 0; t < residuals.Length; t++)
        {
            var error = smooth.Residuals[t];
            residuals[t] = double.IsNaN(error) ? double.NaN
                : Magnitude.Finite(parameters.Logarithmic ? values[t] - values[t] * Elementary.Exp(-error) : error * unit);
        }

        GapFilling.Blank(series.Values, residuals);
        return new ElementaryModel(state, residuals);
    }
}
