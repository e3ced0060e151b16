using Kirana.Numerics.Kernels;
using Kirana.Numerics.LinearAlgebra;

namespace Kirana.Learn.Diagnosis;

/// <summary>Columns of numbers held against each other: standardised, with 0 for gaps.</summary>
internal sealed class ColumnPairs
{
    private const int BlockRows = 512;

    private const int FewestShared = 5;

    // Far above what rounding leaves, far below what a column of data adds to those before it.
    private const double Jitter = 1e-11;

    private readonly ExaminedColumn[] _columns;
    private readonly double[] _gram;

    /// <param name="columns">Columns of numbers, none constant.</param>
    /// <param name="cancellation">Looked at before each block of rows.</param>
    public ColumnPairs(ExaminedColumn[] columns, CancellationToken cancellation)
    {
        _columns = columns;
        var (p, rows) = (columns.Length, columns.Length == 0 ? 0 : columns[0].Cells.Length);
        _gram = new double[p * p];
        var scales = Array.ConvertAll(columns, Scale);
        var block = new double[Math.Min(BlockRows, rows) * p];
        for (var start = 0; start < rows; start += BlockRows)
        {
            cancellation.ThrowIfCancellationRequested();
            var size = Math.Min(BlockRows, rows - start);
            for (var f = 0; f < p; f++)
                for (int i = 0, at = f; i < size; i++, at += p)
                    block[at] = columns[f].Numbers[start + i] is var value && double.IsNaN(value) ? 0 : (value - scales[f].Mean) * scales[f].Inverse;
            Syrk.AddGram(block.AsSpan(0, size * p), size, p, _gram);
        }
    }

    /// <summary>Pairs whose correlation over the rows that have both is at least so strong, the earlier column second; of several the strongest.</summary>
    /// <param name="least">The least absolute correlation.</param>
    public List<(int Copy, int Original, double Correlation)> Copies(double least)
    {
        var (p, copies) = (_columns.Length, new List<(int, int, double)>());
        for (var f = 1; f < p; f++)
        {
            var (original, strongest) = (-1, least);
            for (var other = 0; other < f; other++)
            {
                if (MayBeCopy(f, other, least) && Math.Abs(Correlation.Pearson(_columns[f].Numbers, _columns[other].Numbers)) is var own && own >= strongest && (original < 0 || own > strongest))
                    (original, strongest) = (other, own);
            }

            if (original >= 0)
                copies.Add((f, original, strongest));
        }

        return copies;
    }

    /// <summary>1 / (1 − R²) of some of the columns, each on the others of them; infinite where they determine it.</summary>
    public double[] VarianceInflation(int[] chosen)
    {
        var (p, k) = (_columns.Length, chosen.Length);
        var matrix = new double[k * k];
        for (var i = 0; i < k; i++)
            for (var j = 0; j < k; j++)
                matrix[i * k + j] = _gram[chosen[i] * p + chosen[j]] + (i == j ? Jitter : 0);
        if (!Cholesky.TryFactor(matrix, k))
            return [.. Enumerable.Repeat(double.NaN, k)];
        // The diagonal of the inverse: the squared length of L⁻¹e for each unit vector, whose first entries are 0.
        var (inflation, unit) = (new double[k], new double[k]);
        for (var i = 0; i < k; i++)
        {
            Array.Clear(unit);
            unit[i] = 1;
            Cholesky.Solve(matrix, k, unit);
            inflation[i] = unit[i] * Jitter > 1e-3 ? double.PositiveInfinity : Math.Max(1, unit[i]);
        }

        return inflation;
    }

    /// <summary>Whether a correlation over all rows, gaps at 0, is what a copy's would be: gaps weaken it by about the share of rows that have both.</summary>
    private bool MayBeCopy(int one, int other, double least)
    {
        var (a, b) = (_columns[one].Present, _columns[other].Present);
        var (found, scale) = (Math.Abs(_gram[one * _columns.Length + other]), 0.7 * least / Math.Sqrt((double)a * b));
        // At least so many rows have both; most pairs need not be counted.
        if (found < scale * (a + b - _columns[one].Cells.Length))
            return false;
        var shared = Shared(_columns[one], _columns[other]);
        return shared >= FewestShared && found >= scale * shared;
    }

    private static int Shared(ExaminedColumn a, ExaminedColumn b)
    {
        var shared = 0;
        for (var row = 0; row < a.Cells.Length; row++)
            if (a.Cells[row] >= 0 && b.Cells[row] >= 0)
                shared++;
        return shared;
    }

    private static (double Mean, double Inverse) Scale(ExaminedColumn column)
    {
        var (sum, squares, count) = (0.0, 0.0, 0);
        foreach (var value in column.Numbers)
            if (!double.IsNaN(value))
                (sum, count) = (sum + value, count + 1);
        var mean = sum / count;
        foreach (var value in column.Numbers)
            if (!double.IsNaN(value))
                squares += (value - mean) * (value - mean);
        return (mean, squares > 0 && double.IsFinite(squares) ? 1 / Math.Sqrt(squares) : 0);
    }
}
