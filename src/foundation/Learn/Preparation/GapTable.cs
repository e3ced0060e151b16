using Kirana.Numerics.Kernels;

namespace Kirana.Learn.Preparation;

/// <summary>Columns of numbers whose gaps are filled again and again, at first with the mean.</summary>
internal sealed class GapTable
{
    private readonly TrainingRows _rows;
    private readonly double[][] _values;
    private readonly int[][] _present;
    private readonly int[][] _gaps;
    private readonly double[] _means;
    private readonly double[] _deviations;
    private readonly double[] _least;
    private readonly double[] _most;

    public GapTable(TrainingRows rows, int[] chosen)
    {
        _rows = rows;
        var p = chosen.Length;
        (_values, _present, _gaps) = (new double[p][], new int[p][], new int[p][]);
        (_means, _deviations, _least, _most) = (new double[p], new double[p], new double[p], new double[p]);
        for (var c = 0; c < p; c++)
        {
            var (own, present, gaps) = (new double[rows.Rows], new List<int>(), new List<int>());
            for (var row = 0; row < own.Length; row++)
            {
                own[row] = rows.Values[row * rows.Width + chosen[c]];
                (double.IsFinite(own[row]) ? present : gaps).Add(row);
            }

            (_values[c], _present[c], _gaps[c]) = (own, [.. present], [.. gaps]);
            Measure(c);
            foreach (var row in gaps)
                own[row] = _means[c];
        }
    }

    /// <summary>The columns that have both gaps and values.</summary>
    public List<int> WithGaps => [.. Enumerable.Range(0, _values.Length).Where(c => _gaps[c].Length > 0 && _present[c].Length > 0)];

    public double[] Values(int column) => _values[column];

    public int[] Present(int column) => _present[column];

    public int Gaps(int column) => _gaps[column].Length;

    public double Mean(int column) => _means[column];

    /// <summary>The standard deviation; 1 where there is none.</summary>
    public double Deviation(int column) => _deviations[column];

    public double Least(int column) => _least[column];

    public double Most(int column) => _most[column];

    public double Weight(int row) => _rows.Weight(row);

    public void Fill(int column, GapRegression regression)
    {
        foreach (var row in _gaps[column])
            _values[column][row] = regression.Of(_values, row);
    }

    /// <summary>For each column the others that correlate most with it, gaps at the mean, ascending.</summary>
    public int[][] Strongest(int most)
    {
        var p = _values.Length;
        var (standardised, gram) = (new double[_rows.Rows * p], new double[p * p]);
        for (var c = 0; c < p; c++)
            for (int row = 0, at = c; row < _rows.Rows; row++, at += p)
                standardised[at] = (_values[c][row] - _means[c]) / _deviations[c];
        Syrk.AddGram(standardised, _rows.Rows, p, gram);
        return [.. Enumerable.Range(0, p).Select(c => Enumerable.Range(0, p).Where(other => other != c).OrderByDescending(other => Math.Abs(gram[c * p + other])).ThenBy(other => other).Take(most).Order().ToArray())];
    }

    private void Measure(int c)
    {
        var (sum, weight, squares) = (0.0, 0.0, 0.0);
        (_least[c], _most[c]) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var row in _present[c])
        {
            sum += Weight(row) * _values[c][row];
            weight += Weight(row);
            (_least[c], _most[c]) = (Math.Min(_least[c], _values[c][row]), Math.Max(_most[c], _values[c][row]));
        }

        _means[c] = weight > 0 ? sum / weight : 0;
        foreach (var row in _present[c])
            squares += Weight(row) * (_values[c][row] - _means[c]) * (_values[c][row] - _means[c]);
        _deviations[c] = squares > 0 ? Math.Sqrt(squares / weight) : 1;
    }
}
