using Kirana.Data.Series;

namespace Kirana.Forecast.Covariates;

/// <summary>How the covariates of a set are laid beside each of its series.</summary>
internal sealed class CovariateDesign
{
    private readonly CovariateColumn[] _moving;
    private readonly CovariateColumn[] _still;
    private readonly double[] _units;
    private readonly (double Usual, double Unit)[] _stillUnits;
    private readonly int _horizon;

    private CovariateDesign(CovariateColumn[] moving, double[] units, CovariateColumn[] still, (double, double)[] stillUnits, int horizon) =>
        (_moving, _units, _still, _stillUnits, _horizon) = (moving, units, still, stillUnits, horizon);

    /// <summary>The covariates that change with time.</summary>
    public IReadOnlyList<CovariateColumn> Moving => _moving;

    /// <summary>For each the unit it is measured in: by how much it moves within a series.</summary>
    public IReadOnlyList<double> Units => _units;

    /// <summary>The covariates that do not.</summary>
    public IReadOnlyList<CovariateColumn> Still => _still;

    /// <summary>Lays columns beside a set.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="series">Series that stand for all.</param>
    /// <param name="horizon">Steps to come.</param>
    public static CovariateDesign Of(IReadOnlyList<CovariateColumn> columns, IReadOnlyList<TimeSeries> series, int horizon)
    {
        CovariateColumn[] moving = [.. columns.Where(one => one.Kind != CovariateKind.Static)];
        CovariateColumn[] still = [.. columns.Where(one => one.Kind == CovariateKind.Static)];
        var (squares, steps) = (new double[moving.Length], 0L);
        foreach (var one in series)
        {
            var values = SeriesColumns.Of(moving, [], one, horizon, 0).Values;
            for (var j = 0; j < moving.Length; j++)
                foreach (var value in values[j])
                    squares[j] += value * value;
            steps += one.Length;
        }

        var units = Array.ConvertAll(squares, square => square > 0 && double.IsFinite(square) ? Math.Sqrt(square / steps) : 1);
        return new CovariateDesign(moving, units, still, Array.ConvertAll(still, one => Spread(one, series)), horizon);
    }

    /// <summary>The columns beside a series, over its history and the horizon.</summary>
    public SeriesColumns Read(TimeSeries series) => SeriesColumns.Of(_moving, _units, series, _horizon, _horizon);

    /// <summary>1, and the static values of a series as distances from the usual; 0 where there are none.</summary>
    public double[] StaticsOf(string key)
    {
        var values = new double[_still.Length + 1];
        values[0] = 1;
        for (var j = 0; j < _still.Length; j++)
            values[j + 1] = Value(_still[j], key) is var value && double.IsFinite(value) && _stillUnits[j].Unit > 0 ? (value - _stillUnits[j].Usual) / _stillUnits[j].Unit : 0;
        return values;
    }

    /// <summary>The same design with some of the static covariates alone.</summary>
    public CovariateDesign WithStill(Func<CovariateColumn, bool> keeps)
    {
        int[] kept = [.. Enumerable.Range(0, _still.Length).Where(j => keeps(_still[j]))];
        return new CovariateDesign(_moving, _units, [.. kept.Select(j => _still[j])], [.. kept.Select(j => _stillUnits[j])], _horizon);
    }

    private static double Value(CovariateColumn column, string key) => column.Of(key) is { Length: > 0 } known ? known.Values[0] : double.NaN;

    private static (double Usual, double Unit) Spread(CovariateColumn column, IReadOnlyList<TimeSeries> series)
    {
        var values = series.Select(one => Value(column, one.Key)).Where(double.IsFinite).ToArray();
        if (values.Length == 0)
            return (0, 0);
        var usual = values.Average();
        var square = values.Average(value => (value - usual) * (value - usual));
        return (usual, square > 1e-20 * usual * usual ? Math.Sqrt(square) : 0);
    }
}
