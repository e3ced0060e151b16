using Kirana.Data.Tables;
using Kirana.Pipelines.Learn.Learners;

namespace Kirana.Pipelines.Learn.Explanation;

/// <summary>What a model predicts on average when one column is set to a value in every row: Friedman's partial dependence.</summary>
/// <remarks>Friedman, "Greedy function approximation", Annals of Statistics 29 (2001), section 8.2. Rows that could not be, such as a child with a
/// pension, count like others.</remarks>
/// <param name="Feature">The column.</param>
/// <param name="Values">The numbers it is set to, ascending; empty for categories.</param>
/// <param name="Levels">The categories it is set to; empty for numbers.</param>
/// <param name="Means">The mean prediction at each.</param>
public sealed record Dependence(string Feature, IReadOnlyList<double> Values, IReadOnlyList<string> Levels, IReadOnlyList<double> Means)
{
    private const int MostRows = 200;
    private const int FewestRows = 20;

    // About so long the predictions of one column take.
    private const double ColumnMicroseconds = 1e6;
    private const int MostValues = 15;
    private const int MostLevels = 10;

    /// <summary>The dependence on some columns.</summary>
    /// <param name="result">The model and the rows it is judged by.</param>
    /// <param name="features">The columns.</param>
    /// <param name="cancellation">Looked at before each column.</param>
    /// <returns>None where a prediction is more than one number.</returns>
    internal static IReadOnlyList<Dependence> Of(LearnResult result, IEnumerable<string> features, CancellationToken cancellation)
    {
        var fitted = result.Model.Fitted;
        if (fitted.Outputs > 1)
            return [];
        var affordable = ColumnMicroseconds / (MostValues * Math.Max(0.1, result.PredictMicrosecondsPerRow));
        var count = Math.Min(result.Test.RowCount, (int)Math.Clamp(affordable, FewestRows, MostRows));
        var table = result.Test.Table.Select(fitted.Features);
        var (one, rows) = (table.Take([0]), fitted.Encode(table.Take([.. Enumerable.Range(0, count).Select(i => (int)((long)i * result.Test.RowCount / count))])));
        var all = new List<Dependence>();
        foreach (var feature in features)
        {
            cancellation.ThrowIfCancellationRequested();
            var column = result.Training.Table[feature];
            if (column is NumberColumn numbers)
            {
                var values = Grid(numbers);
                all.Add(new Dependence(feature, values, [], [.. values.Select(value => Mean(fitted, rows, one, new NumberColumn(feature, [value])))]));
            }
            else if (column is CategoryColumn categories)
            {
                int[] levels = [.. categories.Codes.ToArray().Where(code => code != CategoryColumn.Missing).GroupBy(code => code).OrderByDescending(own => own.Count()).ThenBy(own => own.Key).Take(MostLevels).Select(own => own.Key)];
                all.Add(new Dependence(feature, [], [.. levels.Select(level => categories.Levels[level])], [.. levels.Select(level => Mean(fitted, rows, one, new CategoryColumn(feature, [level], categories.Levels)))]));
            }
        }

        return all;
    }

    /// <summary>The mean prediction of rows in which one column is set to the value it has in a row.</summary>
    private static double Mean(FittedModel fitted, float[] rows, Table one, Column column)
    {
        var (width, place) = (fitted.Features.Count, fitted.Features.Index().First(own => string.Equals(own.Item, column.Name, StringComparison.Ordinal)).Index);
        var value = fitted.Encode(new Table(one.Columns.Select(own => string.Equals(own.Name, column.Name, StringComparison.Ordinal) ? column : own)))[place];
        for (var at = place; at < rows.Length; at += width)
            rows[at] = value;
        var predictions = new float[rows.Length / width];
        fitted.Predict(rows, predictions);
        return predictions.Average(own => (double)own);
    }

    /// <summary>Quantiles of the middle nine tenths: beyond them there are hardly any rows to learn from.</summary>
    private static double[] Grid(NumberColumn numbers)
    {
        double[] sorted = [.. Enumerable.Range(0, numbers.Count).Select(row => numbers[row]).Where(double.IsFinite).Order()];
        if (sorted.Length == 0)
            return [];
        return [.. Enumerable.Range(0, MostValues).Select(i => sorted[(int)((sorted.Length - 1) * (0.05 + 0.9 * i / (MostValues - 1)))]).Distinct()];
    }
}
