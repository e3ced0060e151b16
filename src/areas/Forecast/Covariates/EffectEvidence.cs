using Kirana.Data.Series;
using Kirana.Forecast.Decomposition;
using Kirana.Forecast.Gaps;
using Kirana.Forecast.Models;
using Kirana.Numerics.Kernels;
using Kirana.Numerics.LinearAlgebra;

namespace Kirana.Forecast.Covariates;

/// <summary>What one series tells of the effects of covariates: the likelihood of their coefficients, as far as it is Gaussian.</summary>
/// <remarks>Trend and season are taken out of the series and of each covariate by the same linear smoother, so that what the covariates share with them
/// is not counted twice (Speckman, "Kernel smoothing in partial linear models", Journal of the Royal Statistical Society B 50, 1988). The rest is
/// regressed with errors that follow a first-order autoregression (Cochrane and Orcutt 1949).</remarks>
internal sealed class EffectEvidence
{
    // Slower than a campaign, quicker than a year of days; and of seasons three.
    private const int ShortestTrend = 41;
    private const int SeasonsOfTrend = 3;
    private const int FewestRows = 6;

    private readonly double[][] _rows;

    private EffectEvidence(double[][] rows, long[] times, double variance, int columns)
    {
        _rows = rows;
        (Times, Variance, Columns) = (times, variance, columns);
        (Gram, Moment) = (new double[columns * columns], new double[columns]);
        foreach (var row in rows)
            for (var i = 0; i < columns; i++)
            {
                Moment[i] += row[i] * row[columns] / variance;
                for (var j = 0; j <= i; j++)
                    Gram[i * columns + j] += row[i] * row[j] / variance;
            }

        for (var i = 0; i < columns; i++)
            for (var j = 0; j < i; j++)
                Gram[j * columns + i] = Gram[i * columns + j];
    }

    /// <summary>The number of covariates.</summary>
    public int Columns { get; }

    /// <summary>XᵀX ÷ σ², (columns × columns).</summary>
    public double[] Gram { get; }

    /// <summary>Xᵀy ÷ σ².</summary>
    public double[] Moment { get; }

    /// <summary>σ².</summary>
    public double Variance { get; }

    /// <summary>The time of each row.</summary>
    public long[] Times { get; }

    /// <summary>The covariates and, last, the target of each row.</summary>
    public IReadOnlyList<double[]> Rows => _rows;

    /// <summary>The target as it is regressed: logarithms where effects multiply, shares of the series' mean size where they add.</summary>
    /// <returns>The target, NaN where there is none, and its unit; 0 where a series is all zero or missing.</returns>
    public static (double[] Target, double Unit) Target(TimeSeries series, bool multiplies)
    {
        var target = series.Values.ToArray();
        var (size, count) = (0.0, 0);
        foreach (var value in target)
            if (double.IsFinite(value))
                (size, count) = (size + Math.Abs(value), count + 1);
        var unit = count == 0 ? 0 : Magnitude.Finite(size / count);
        foreach (ref var value in target.AsSpan())
            value = multiplies ? value > 0 ? Elementary.Log(value) : double.NaN : value / unit;
        return (target, unit);
    }

    /// <summary>Regresses a series.</summary>
    /// <param name="series">The series.</param>
    /// <param name="season">Steps in one season, 1 for none.</param>
    /// <param name="columns">The covariates beside it.</param>
    /// <param name="multiplies">Whether effects multiply.</param>
    /// <returns>What it tells; <see langword="null"/> where it is too short or never changes.</returns>
    public static EffectEvidence? Of(TimeSeries series, int season, double[][] columns, bool multiplies)
    {
        var (target, unit) = Target(series, multiplies);
        var n = series.Length;
        if (!(unit > 0) || n < FewestRows || target.Count(double.IsFinite) < FewestRows)
            return null;
        var filled = new double[n];
        GapFilling.Fill(target, filled);
        var used = n > 2L * season ? season : 1;
        var window = Math.Max(ShortestTrend, SeasonsOfTrend * used) | 1;
        var all = new double[columns.Length + 1][];
        for (var j = 0; j < columns.Length; j++)
            all[j] = Remainder(columns[j].AsSpan(0, n), used, window);
        all[^1] = Remainder(filled, used, window);
        var smoothed = used - 1 + Math.Min(n, 2.0 * n / window + 2);
        var first = Whitened(all, target, 0);
        var free = Freedom(first.Count, smoothed, columns.Length);
        var errors = Errors(first, columns.Length, free > columns.Length);
        var rows = Whitened(all, target, Correlation(errors, target));
        var observed = Enumerable.Range(0, n).Where(t => double.IsFinite(target[t])).ToArray();
        var left = Errors(rows, columns.Length, free > columns.Length);
        var variance = left.Sum(error => error * error) / free;
        return variance > 1e-18 && double.IsFinite(variance)
            ? new EffectEvidence([.. rows], [.. observed.Select(t => series.Axis.Shift(t).Start)], variance, columns.Length)
            : null;
    }

    private static double Freedom(int rows, double smoothed, int columns)
    {
        var free = rows - smoothed - columns;
        return free >= Math.Max(columns, rows / 4.0) ? free : Math.Max(1, rows / 4.0);
    }

    private static double[] Remainder(ReadOnlySpan<double> values, int season, int window)
    {
        if (season > 1)
            return new Stl { TrendWindow = window }.Decompose(values, season).Remainder.ToArray();
        var smooth = new double[values.Length];
        new Loess(window, 1, values.Length).Smooth(values, [], smooth);
        for (var t = 0; t < smooth.Length; t++)
            smooth[t] = values[t] - smooth[t];
        return smooth;
    }

    /// <summary>The rows of observed steps, each less ρ times the one before it where that is observed too.</summary>
    private static List<double[]> Whitened(double[][] all, double[] target, double correlation)
    {
        var rows = new List<double[]>(target.Length);
        for (var t = 0; t < target.Length; t++)
        {
            if (!double.IsFinite(target[t]))
                continue;
            var follows = t > 0 && double.IsFinite(target[t - 1]);
            var row = new double[all.Length];
            for (var j = 0; j < row.Length; j++)
                row[j] = follows ? all[j][t] - correlation * all[j][t - 1] : all[j][t] * Math.Sqrt(1 - correlation * correlation);
            rows.Add(row);
        }

        return rows;
    }

    /// <summary>What an ordinary regression leaves; the target itself where there are too few rows for one.</summary>
    private static double[] Errors(List<double[]> rows, int columns, bool regress)
    {
        var coefficients = new double[columns];
        if (regress)
        {
            var gram = new double[columns * columns];
            foreach (var row in rows)
                for (var i = 0; i < columns; i++)
                {
                    coefficients[i] += row[i] * row[columns];
                    for (var j = 0; j <= i; j++)
                        gram[i * columns + j] += row[i] * row[j];
                }

            for (var i = 0; i < columns; i++)
                gram[i * columns + i] += 1e-8 * gram[i * columns + i] + 1e-12;
            if (Cholesky.TryFactor(gram, columns))
                Cholesky.Solve(gram, columns, coefficients);
            else
                coefficients.AsSpan().Clear();
        }

        return [.. rows.Select(row => row[columns] - Dot.Of(row.AsSpan(0, columns), coefficients))];
    }

    private static double Correlation(double[] errors, double[] target)
    {
        var (product, square) = (0.0, 0.0);
        for (var (t, i) = (0, 0); t < target.Length; t++)
        {
            if (!double.IsFinite(target[t]))
                continue;
            if (t > 0 && double.IsFinite(target[t - 1]))
                product += errors[i] * errors[i - 1];
            square += errors[i] * errors[i];
            i++;
        }

        return square > 0 ? Math.Clamp(product / square, -0.3, 0.9) : 0;
    }
}
