using System.Globalization;
using Kirana.Cli.Invocation;
using Kirana.Cli.Tables;
using Kirana.Data.Tables;
using Kirana.Pipelines.Learn;

namespace Kirana.Cli.Commands.Predict;

/// <summary>The columns of predictions: the row's number, columns that were kept, and what the model says.</summary>
/// <param name="model">The model.</param>
/// <param name="keep">The columns to keep, which stand as they are.</param>
internal sealed class PredictionFile(LearnedModel model, IReadOnlyList<string> keep)
{
    private bool HasClasses => model.Fitted.Labels.Count > 0;

    /// <summary>The columns in order.</summary>
    /// <exception cref="UsageException">A kept column has the name of one of the model's.</exception>
    public IReadOnlyList<(string Name, Type Kind)> Columns()
    {
        var columns = new List<(string Name, Type Kind)> { ("row", typeof(long)) };
        columns.AddRange(keep.Select(name => (name, typeof(string))));
        switch (model.Fitted.Task)
        {
            case LearnTask.Binary:
                columns.AddRange([("prediction", typeof(string)), ("probability", typeof(double))]);
                break;
            case LearnTask.Multiclass:
                columns.Add(("prediction", typeof(string)));
                columns.AddRange(model.Fitted.Labels.Select(label => ("probability_" + label, typeof(double))));
                break;
            case LearnTask.Ranking:
                columns.Add(("score", typeof(double)));
                break;
            default:
                columns.Add(("prediction", typeof(double)));
                break;
        }

        var twice = columns.GroupBy(column => column.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(same => same.Count() > 1);
        return twice is null ? columns : throw new UsageException($"The result would have the column '{twice.Key}' twice.", "Leave it out of --keep, or rename it in the file.");
    }

    /// <summary>Writes rows.</summary>
    /// <param name="table">Where to.</param>
    /// <param name="part">The rows.</param>
    /// <param name="before">Rows before them.</param>
    public void Write(TableFile table, PredictedPart part, long before)
    {
        var kept = keep.Select(name => part.Rows[name]).ToArray();
        for (var row = 0; row < part.Rows.RowCount; row++)
        {
            table.Write(before + row + 1);
            foreach (var column in kept)
                table.Write(Text(column, row));
            if (HasClasses)
                table.Write(Class(part, row));
            if (model.Fitted.Outputs == 1)
                table.Write(Shortest(part.Predictions[row]));
            else
                foreach (var probability in part.Predictions.AsSpan(row * model.Fitted.Outputs, model.Fitted.Outputs))
                    table.Write(Shortest(probability));
            table.EndRow();
        }
    }

    /// <summary>Rows as texts, to be shown.</summary>
    /// <param name="part">The rows.</param>
    /// <param name="most">How many.</param>
    public IEnumerable<IReadOnlyList<string>> Shown(PredictedPart part, int most)
    {
        for (var row = 0; row < Math.Min(most, part.Rows.RowCount); row++)
        {
            var numbers = part.Predictions.AsSpan(row * model.Fitted.Outputs, model.Fitted.Outputs).ToArray();
            yield return
            [
                (row + 1).ToString(CultureInfo.InvariantCulture), .. keep.Select(name => Text(part.Rows[name], row)), .. HasClasses ? [Class(part, row)] : Array.Empty<string>(),
                .. numbers.Select(number => number.ToString("G5", CultureInfo.InvariantCulture)),
            ];
        }
    }

    /// <summary>The number with the fewest digits that single precision cannot tell from it.</summary>
    private static double Shortest(float number) => double.Parse(number.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private string Class(PredictedPart part, int row) =>
        model.Fitted.Labels[model.Rule.Call(part.Predictions.AsSpan(row * model.Fitted.Outputs, model.Fitted.Outputs))];

    private static string Text(Column column, int row) => column switch
    {
        CategoryColumn categories => categories[row] ?? "",
        NumberColumn numbers when !numbers.IsMissing(row) => numbers[row].ToString("R", CultureInfo.InvariantCulture),
        _ => "",
    };
}
