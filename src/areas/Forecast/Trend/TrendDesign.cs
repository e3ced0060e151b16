using Kirana.Data.Series;

namespace Kirana.Forecast.Trend;

/// <summary>The columns of the regression of <see cref="AdditiveTrend"/> at each step, past and future.</summary>
/// <remarks>In order: 1; t, which runs from 0 to 1 over the series; (t − s)₊ for each change point s; for each season cosines and sines; the known
/// columns, those not of 0 and 1 alone centred and of variance 1 over the series.</remarks>
internal sealed class TrendDesign
{
    private readonly int _length;
    private readonly double[][] _cosines;
    private readonly double[][] _sines;
    private readonly KnownColumns? _known;
    private readonly long _offset;
    private readonly double[] _centres;
    private readonly double[] _scales;

    /// <summary>Lays the columns out.</summary>
    /// <param name="series">The series, at least two steps.</param>
    /// <param name="changes">The steps at which the slope may change, ascending.</param>
    /// <param name="seasons">The seasons and the harmonics of each.</param>
    /// <param name="known">Columns known ahead, if any.</param>
    public TrendDesign(TimeSeries series, int[] changes, (int Length, int Harmonics)[] seasons, KnownColumns? known)
    {
        (_length, Changes, Seasons, _known) = (series.Length, changes, seasons, known);
        _cosines = Array.ConvertAll(seasons, season => new double[season.Length]);
        _sines = Array.ConvertAll(seasons, season => new double[season.Length]);
        for (var i = 0; i < seasons.Length; i++)
            Circle.Divide(_cosines[i], _sines[i]);
        var count = known?.Names.Count ?? 0;
        (_centres, _scales) = (new double[count], new double[count]);
        _offset = known?.OffsetOf(series.Axis) ?? 0;
        for (var column = 0; column < count; column++)
            (_centres[column], _scales[column]) = Usual(column);
        Seasonal = 2 + changes.Length;
        Known = Seasonal + seasons.Sum(season => 2 * season.Harmonics);
        Count = Known + count;
    }

    /// <summary>The change points.</summary>
    public int[] Changes { get; }

    /// <summary>The seasons.</summary>
    public (int Length, int Harmonics)[] Seasons { get; }

    /// <summary>The place of the first seasonal column.</summary>
    public int Seasonal { get; }

    /// <summary>The place of the first known column.</summary>
    public int Known { get; }

    /// <summary>The number of columns.</summary>
    public int Count { get; }

    /// <summary>Writes the columns of one step.</summary>
    /// <param name="step">Steps after the series' first; may lie beyond its end.</param>
    /// <param name="row"><see cref="Count"/> places.</param>
    public void Fill(int step, Span<double> row)
    {
        double end = _length - 1;
        row[0] = 1;
        row[1] = step / end;
        for (var i = 0; i < Changes.Length; i++)
            row[2 + i] = Math.Max(0, (step - Changes[i]) / end);
        var place = Seasonal;
        for (var i = 0; i < Seasons.Length; i++)
            for (var harmonic = 1; harmonic <= Seasons[i].Harmonics; harmonic++)
            {
                var part = (int)((long)harmonic * step % Seasons[i].Length);
                row[place++] = _cosines[i][part];
                row[place++] = _sines[i][part];
            }

        for (var column = 0; column < _centres.Length; column++)
        {
            var value = _known!.At(_offset + step, column);
            row[place++] = double.IsFinite(value) ? (value - _centres[column]) / _scales[column] : 0;
        }
    }

    /// <summary>Whether the known columns have a row for a step after the series.</summary>
    public bool Knows(int step) => _known is not null && _offset + step < _known.Length;

    /// <summary>What counts as usual: 0 for a column of 0 and 1 alone, else the mean; and the unit.</summary>
    private (double Centre, double Scale) Usual(int column)
    {
        var (sum, squares, count, binary) = (0.0, 0.0, 0, true);
        for (var t = 0; t < _length; t++)
        {
            var value = _known!.At(_offset + t, column);
            if (!double.IsFinite(value))
                continue;
            binary &= value is 0 or 1;
            sum += value;
            squares += value * value;
            count++;
        }

        if (binary || count == 0)
            return (0, 1);
        var mean = sum / count;
        var variance = squares / count - mean * mean;
        return variance > 1e-12 * mean * mean && double.IsFinite(variance) ? (mean, Math.Sqrt(variance)) : (mean, double.IsFinite(mean) && mean != 0 ? Math.Abs(mean) : 1);
    }
}
