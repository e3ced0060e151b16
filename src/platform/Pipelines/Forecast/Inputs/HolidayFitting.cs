using Kirana.Data.Series;
using Kirana.Forecast.Calendars;
using Kirana.Forecast.Decomposition;
using Kirana.Numerics.Kernels;
using Kirana.Numerics.LinearAlgebra;
using Kirana.Numerics.Statistics;

namespace Kirana.Pipelines.Forecast.Inputs;

/// <summary>Learns by how much holidays lift what a shop sells in all.</summary>
/// <remarks>The logarithm of the total is split into a slow trend, the weekdays and a remainder, robustly, so that a holiday moves neither (STL;
/// Cleveland et al. 1990). A ridge regression tells the remainder by the holidays and the days around them; what lies within two and a half standard
/// errors is taken to be nothing, since most days around most holidays are days like any other.</remarks>
internal static class HolidayFitting
{
    private const int Week = 7;
    private const int FewestDays = 8 * Week;

    // Eight weeks: slower than a holiday, quicker than a year.
    private const int TrendDays = 57;
    private const int Repeats = 5;

    // The prior standard deviation of a lift: a half more or less.
    private const double Scale = 0.5;
    private const double Errors = 2.5;

    /// <summary>Learns the lifts.</summary>
    /// <param name="total">What was sold by day, all items together.</param>
    /// <param name="calendar">The holidays.</param>
    /// <returns>The lift of each holiday and distance that has one, as a logarithm; none where the days are too few or beyond the calendar.</returns>
    public static Dictionary<(string Name, int Distance), double> Learn(TimeSeries total, HolidayCalendar calendar)
    {
        var lifts = new Dictionary<(string, int), double>();
        var days = total.Length;
        if (days < FewestDays || !DayLifts.IsKnown(total.Axis.DayOf(-DayLifts.Before)) || !DayLifts.IsKnown(total.Axis.DayOf(days + DayLifts.Before)))
            return lifts;
        var sold = total.Values.ToArray();
        var usual = Quantile.Of([.. sold.Order()], 0.5);
        if (!(usual > 0))
            return lifts;
        // A hundredth of a usual day is as good as nothing, and has a logarithm.
        var logs = Array.ConvertAll(sold, value => Elementary.Log(Math.Max(value, 0) + 0.01 * usual));
        var remainder = new Stl { TrendWindow = TrendDays, RobustRepeats = Repeats }.Decompose(logs, Week).Remainder;
        var spread = 1.4826 * Quantile.Of([.. remainder.Select(Math.Abs).Order()], 0.5);
        var columns = calendar.Covariates(total.Axis, days, calendar.Names, DayLifts.Before, DayLifts.After)
            .Select((column, i) => (Place: i, column.Values)).Where(column => column.Values.Any(value => value != 0)).ToArray();
        if (columns.Length == 0 || !(spread > 0))
            return lifts;

        var (lift, errors) = Ridge([.. columns.Select(column => column.Values)], remainder, spread);
        var distances = DayLifts.Before + DayLifts.After + 1;
        for (var j = 0; j < columns.Length; j++)
            if (Math.Abs(lift[j]) > Errors * errors[j])
                lifts.Add((calendar.Names[columns[j].Place / distances], columns[j].Place % distances - DayLifts.Before), lift[j]);
        return lifts;
    }

    /// <summary>The coefficients of most probability, and the standard deviations of the noise in them.</summary>
    private static (double[] Coefficients, double[] Errors) Ridge(IReadOnlyList<double>[] columns, double[] target, double spread)
    {
        var n = columns.Length;
        var penalty = spread * spread / (Scale * Scale);
        var gram = new double[n * n];
        var coefficients = new double[n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++)
                gram[i * n + j] = gram[j * n + i] = Product(columns[i], columns[j]) + (i == j ? penalty : 0);
            coefficients[i] = Product(columns[i], target);
        }

        var factor = (double[])gram.Clone();
        if (!Cholesky.TryFactor(factor, n))
            throw new InvalidOperationException("A ridge regression has a positive definite matrix.");
        Cholesky.Solve(factor, n, coefficients);
        var errors = new double[n];
        for (var j = 0; j < n; j++)
        {
            var unit = new double[n];
            unit[j] = 1;
            Cholesky.Solve(factor, n, unit);
            // (XᵀX + λ)⁻¹ XᵀX (XᵀX + λ)⁻¹ σ² = ((XᵀX + λ)⁻¹ − λ (XᵀX + λ)⁻²) σ².
            errors[j] = spread * Math.Sqrt(Math.Max(0, unit[j] - penalty * Product(unit, unit)));
        }

        return (coefficients, errors);
    }

    private static double Product(IReadOnlyList<double> a, IReadOnlyList<double> b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Count; i++)
            sum += a[i] * b[i];
        return sum;
    }
}
