using Kirana.Data.Series;
using Kirana.Forecast.Decomposition;
using Kirana.Forecast.Gaps;
using Kirana.Forecast.Models;
using Kirana.Numerics.Kernels;

namespace Kirana.Forecast.Trend;

/// <summary>Regresses a series on its design and makes a model of the coefficients.</summary>
internal static class TrendFit
{
    /// <summary>The most steps for which the effects of known columns are kept.</summary>
    private const int LongestAhead = Batches.BatchModel.LongestHorizon;

    /// <summary>Fits a series that is not constant.</summary>
    /// <param name="series">The series.</param>
    /// <param name="values">Its values without gaps.</param>
    /// <param name="design">The columns.</param>
    /// <param name="logarithmic">Whether logarithms are regressed if all is above zero.</param>
    /// <param name="scales">See <see cref="TrendRegression"/>.</param>
    /// <param name="fallback">What the model is to say of seasons left out.</param>
    /// <returns>The model; <see langword="null"/> if there is no solution.</returns>
    public static ElementaryModel? TryFit(TimeSeries series, double[] values, TrendDesign design, bool logarithmic, double[] scales, string? fallback)
    {
        logarithmic = logarithmic && !values.AsSpan().ContainsAnyInRange(double.NegativeInfinity, 0);
        var (scaled, unit) = ((double[])values.Clone(), 1.0);
        if (logarithmic)
            Elementary.Log(values, scaled);
        else
            unit = Magnitude.Normalise(scaled);
        var (low, high) = (scaled[0], scaled[0]);
        foreach (var value in scaled)
            (low, high) = (Math.Min(low, value), Math.Max(high, value));
        var range = high - low;
        if (!(range > 0))
            return null;

        var (width, count) = (design.Count + 1, 0);
        using var scratch = new Scratch(width * scaled.Length);
        var rows = scratch.Span;
        for (var t = 0; t < scaled.Length; t++)
        {
            if (!double.IsFinite(series.Values[t]))
                continue;
            var row = rows.Slice(count++ * width, width);
            design.Fill(t, row);
            row[^1] = (scaled[t] - low) / range;
        }

        var coefficients = new double[design.Count];
        if (!TrendRegression.TrySolve(rows[..(count * width)], count, width, scales, i => i >= 2 && i < design.Seasonal, coefficients))
            return null;

        // Back from the unit interval.
        foreach (ref var coefficient in coefficients.AsSpan())
            coefficient *= range;
        coefficients[0] += low;
        return Model(series, values, design, logarithmic, unit, coefficients, fallback);
    }

    private static ElementaryModel Model(
        TimeSeries series, double[] values, TrendDesign design, bool logarithmic, double unit, double[] coefficients, string? fallback)
    {
        var n = values.Length;
        var row = new double[design.Count];
        var residuals = new double[n];
        for (var t = 0; t < n; t++)
        {
            design.Fill(t, row);
            var fitted = Dot.Of(row, coefficients);
            residuals[t] = Magnitude.Finite(values[t] - (logarithmic ? Elementary.Exp(fitted) : Magnitude.Finite(fitted * unit)));
        }

        GapFilling.Blank(series.Values, residuals);
        design.Fill(n - 1, row);
        var level = Dot.Of(row.AsSpan(0, design.Seasonal), coefficients.AsSpan(0, design.Seasonal));
        var slope = 0.0;
        for (var i = 1; i < design.Seasonal; i++)
            slope += coefficients[i] / (n - 1);

        var cycles = new double[design.Seasons.Length][];
        for (var (i, place) = (0, design.Seasonal); i < cycles.Length; place += 2 * design.Seasons[i++].Harmonics)
        {
            var (length, columns) = (design.Seasons[i].Length, 2 * design.Seasons[i].Harmonics);
            cycles[i] = new double[length];
            for (var k = 0; k < length; k++)
            {
                design.Fill(n + k, row);
                cycles[i][k] = Magnitude.Finite(Dot.Of(row.AsSpan(place, columns), coefficients.AsSpan(place, columns)) * unit);
            }
        }

        var effects = new List<double>();
        for (var k = 0; k < LongestAhead && design.Knows(n + k); k++)
        {
            design.Fill(n + k, row);
            effects.Add(Magnitude.Finite(Dot.Of(row.AsSpan(design.Known), coefficients.AsSpan(design.Known)) * unit));
        }

        return new ElementaryModel(
            new ModelState(ElementaryModel.AdditiveTrend, fallback, Magnitude.Finite(level * unit), 0, Magnitude.Finite(slope * unit), n, [])
            {
                Parameters = [effects.Count, .. effects, .. new MstlParameters(logarithmic, cycles).ToArray()],
            }, residuals);
    }
}
