using Kirana.Data.Series;

namespace Kirana.Forecast.Covariates;

/// <summary>The covariates beside one series as its regression takes them: without gaps, as distances from their mean in the past, in the units of the set.</summary>
/// <remarks>A value known only after the fact stands at the step that it may serve, a horizon later. A missing value is taken to be as usual: 0 where a
/// column holds but 0 and 1, its mean else. A value to come lies no further outside what has been than that is wide, for effects were learned there.</remarks>
internal sealed class SeriesColumns
{
    private SeriesColumns(double[][] values, int[] filled, bool[] areFlags) => (Values, Filled, AreFlags) = (values, filled, areFlags);

    /// <summary>For each column the values of the history and the horizon.</summary>
    public double[][] Values { get; }

    /// <summary>For each column the missing values of the history.</summary>
    public int[] Filled { get; }

    /// <summary>For each column whether it holds but 0 and 1, so that what is missing is 0.</summary>
    public bool[] AreFlags { get; }

    /// <summary>Reads the columns beside a series.</summary>
    /// <param name="columns">The columns, none of them static.</param>
    /// <param name="units">For each the unit it is measured in; none for 1.</param>
    /// <param name="series">The history.</param>
    /// <param name="lag">Steps by which a value known only after the fact serves later.</param>
    /// <param name="horizon">Steps to come.</param>
    public static SeriesColumns Of(IReadOnlyList<CovariateColumn> columns, double[] units, TimeSeries series, int lag, int horizon)
    {
        var values = new double[columns.Count][];
        var (filled, areFlags) = (new int[columns.Count], new bool[columns.Count]);
        for (var j = 0; j < values.Length; j++)
        {
            values[j] = new double[series.Length + horizon];
            columns[j].Read(series.Key, columns[j].Kind == CovariateKind.PastOnly ? series.Axis.Shift(-lag) : series.Axis, values[j]);
            (filled[j], areFlags[j]) = Prepare(values[j], series.Length, units.Length == 0 ? 1 : units[j]);
        }

        return new SeriesColumns(values, filled, areFlags);
    }

    private static (int Filled, bool IsFlag) Prepare(Span<double> values, int history, double unit)
    {
        var (sum, count, isFlag) = (0.0, 0, true);
        var (least, most) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var value in values[..history])
        {
            if (double.IsNaN(value))
                continue;
            (sum, count, isFlag) = (sum + value, count + 1, isFlag && value is 0 or 1);
            (least, most) = (Math.Min(least, value), Math.Max(most, value));
        }

        if (count == 0)
        {
            values.Clear();
            return (history, true);
        }

        var usual = isFlag ? 0 : sum / count;
        var centre = (sum + (history - count) * usual) / history;
        for (var t = 0; t < values.Length; t++)
        {
            var value = double.IsNaN(values[t]) ? usual : t < history ? values[t] : Math.Clamp(values[t], 2 * least - most, 2 * most - least);
            values[t] = (value - centre) / unit;
        }

        return (history - count, isFlag);
    }
}
