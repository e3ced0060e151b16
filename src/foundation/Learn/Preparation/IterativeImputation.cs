using Kirana.Data;
using Kirana.Numerics.Kernels;
using Kirana.Numerics.LinearAlgebra;

namespace Kirana.Learn.Preparation;

/// <summary>Fills the gaps of each column of numbers by a regression on other columns, round after round.</summary>
/// <remarks>
/// <para>Chained equations (van Buuren and Groothuis-Oudshoorn, Journal of Statistical Software 2011) without their noise, since one table is wanted, not a
/// distribution: gaps start at the mean; then, the column with the fewest gaps first, each column is regressed on its <see cref="Predictors"/> strongest
/// correlates by ridge regression over the rows that have it, and its gaps take the predictions, kept inside its range. The regressions of the last round
/// are the ones kept: a row, of training or new, is filled by them, round after round from the means.</para>
/// <para>A column without a value is filled with 0. Infinite numbers count as missing. Cost: O(p²n) once, then O(rounds · gap columns · n · predictors²). Immutable
/// and thread-safe.</para>
/// </remarks>
public sealed record IterativeImputation : PreparationStep
{
    private const int MostColumns = 2_000;

    /// <summary>The rounds, 1 to 100; 10 by default.</summary>
    public int Rounds { get; init; } = 10;

    /// <summary>The most columns that predict another, 1 to 500; 20 by default.</summary>
    public int Predictors { get; init; } = 20;

    /// <summary>The ridge penalty for each row on standardised columns, above 0 and finite; 0.001 by default.</summary>
    public double Penalty { get; init; } = 1e-3;

    /// <summary>Whether columns with gaps and values in training get an indicator of the gaps; by default they do.</summary>
    public bool Indicators { get; init; } = true;

    /// <exception cref="DataException"><c>too-many-columns</c>: more than 2,000 columns of numbers.</exception>
    internal override StepFit Fit(TrainingRows rows)
    {
        var chosen = Choose(rows, categorical: false);
        if (chosen.Length > MostColumns)
            throw new DataException($"{chosen.Length} columns are to be imputed by regressions; expected at most {MostColumns}.") { Code = "too-many-columns", Hint = $"Name the {nameof(Columns)}, or use {nameof(Imputation)}." };
        var table = new GapTable(rows, chosen);
        var neighbours = table.Strongest(Predictors);
        int[] order = [.. table.WithGaps.OrderBy(c => table.Gaps(c)).ThenBy(c => c)];
        var regressions = new GapRegression?[chosen.Length];
        for (var round = 0; round < Rounds; round++)
            foreach (var c in order)
            {
                regressions[c] = Regress(table, c, neighbours[c]);
                table.Fill(c, regressions[c]!);
            }

        var gaps = Indicators ? table.WithGaps.ConvertAll(c => chosen[c]) : [];
        var fills = new float[rows.Width];
        Array.Fill(fills, float.NaN);
        for (var c = 0; c < chosen.Length; c++)
            fills[chosen[c]] = (float)table.Mean(c);
        GapRegression[] kept = [.. order.Select(c => regressions[c]! with { Column = chosen[c], Predictors = Array.ConvertAll(regressions[c]!.Predictors, other => chosen[other]) })];
        return new StepFit(new FittedIterativeImputation(fills, [.. gaps], kept, Rounds), Imputation.Described(rows, gaps));
    }

    internal override void Check(List<string> faults)
    {
        if (Rounds is < 1 or > 100)
            faults.Add($"{nameof(Rounds)} is {Rounds}; expected 1 to 100");
        if (Predictors is < 1 or > 500)
            faults.Add($"{nameof(Predictors)} is {Predictors}; expected 1 to 500");
        if (!(Penalty > 0) || double.IsInfinity(Penalty))
            faults.Add($"{nameof(Penalty)} is {Penalty}; expected a finite number above 0");
    }

    /// <summary>A ridge regression of a column on others, over the rows that have it.</summary>
    private GapRegression Regress(GapTable table, int column, int[] predictors)
    {
        var (k, rows) = (predictors.Length, table.Present(column));
        // The predictors, centred and scaled, and the column itself behind them.
        var design = new double[rows.Length * (k + 1)];
        for (var j = 0; j <= k; j++)
        {
            var (values, own) = (table.Values(j == k ? column : predictors[j]), j == k ? column : predictors[j]);
            for (int i = 0, at = j; i < rows.Length; i++, at += k + 1)
                design[at] = (values[rows[i]] - table.Mean(own)) / table.Deviation(own) * Math.Sqrt(table.Weight(rows[i]));
        }

        var gram = new double[(k + 1) * (k + 1)];
        Syrk.AddGram(design, rows.Length, k + 1, gram);
        var (matrix, slopes) = (new double[k * k], new double[k]);
        var penalty = Penalty * rows.Sum(table.Weight);
        for (var i = 0; i < k; i++)
        {
            slopes[i] = gram[i * (k + 1) + k];
            for (var j = 0; j < k; j++)
                matrix[i * k + j] = gram[i * (k + 1) + j] + (i == j ? penalty : 0);
        }

        if (!Cholesky.TryFactor(matrix, k))
            Array.Clear(slopes);
        else
            Cholesky.Solve(matrix, k, slopes);
        var intercept = table.Mean(column);
        for (var j = 0; j < k; j++)
        {
            slopes[j] *= table.Deviation(column) / table.Deviation(predictors[j]);
            intercept -= slopes[j] * table.Mean(predictors[j]);
        }

        return new GapRegression(column, predictors, slopes, intercept, table.Least(column), table.Most(column));
    }
}
