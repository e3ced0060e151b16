using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Pipelines.Learn.Tables;
using Kirana.Pipelines.Recommend;

namespace Kirana.Pipelines.Learn;

/// <summary>Predicts the rows of a file part by part, whatever its length.</summary>
public static class PredictJob
{
    private const int PartRows = 1 << 14;

    /// <summary>Predicts.</summary>
    /// <param name="model">The model.</param>
    /// <param name="input">The file. Its columns are found by their names; more of them do no harm.</param>
    /// <param name="further">Columns to hand on as they stand; the target and the group are, where they are there.</param>
    /// <param name="context">Progress in bytes, cancellation and clock.</param>
    /// <exception cref="DataException"><c>missing-column</c>: a column of the model is not there; or a field is not of its column's kind.</exception>
    public static IEnumerable<PredictedPart> Run(LearnedModel model, TableInput input, IEnumerable<string> further, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(context);
        // Texts stand for themselves: an id with zeros in front stays what it is.
        var texts = further.Concat(new[] { model.Target, model.Group }.OfType<string>()).Distinct(StringComparer.Ordinal)
            .ToDictionary(name => name, _ => ColumnKind.Category, StringComparer.Ordinal);
        foreach (var rows in input.ReadParts(model.Columns, texts, PartRows, context.Progress, context.Cancellation))
        {
            var encoded = model.Fitted.Encode(rows);
            var predictions = new float[rows.RowCount * model.Fitted.Outputs];
            var meter = WorkMeter.Start(context.Clock);
            model.Fitted.Predict(encoded, predictions);
            yield return new PredictedPart(rows, predictions, meter.Wall);
        }
    }
}
