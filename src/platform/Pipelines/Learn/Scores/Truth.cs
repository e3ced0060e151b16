using Kirana.Data;
using Kirana.Data.Tables;

namespace Kirana.Pipelines.Learn.Scores;

/// <summary>What is true of rows, in the model's numbers.</summary>
internal static class Truth
{
    /// <summary>The number of each row, or the place of its class, −1 for one that the model does not know.</summary>
    /// <exception cref="DataException"><c>wrong-kind</c>: the model predicts numbers and the column holds texts.</exception>
    public static float[] Of(LearnedModel model, Column target)
    {
        var labels = model.Fitted.Labels;
        if (labels.Count == 0)
        {
            var numbers = target as NumberColumn ?? throw new DataException($"The target '{target.Name}' holds {target.Kind}; expected numbers.") { Code = "wrong-kind", Column = target.Name };
            var values = new float[numbers.Count];
            numbers.CopyTo(values);
            return values;
        }

        var categories = target as CategoryColumn ?? Tables.TaskGuess.Labelled((NumberColumn)target);
        var placeOf = labels.Select((label, place) => (label, place)).ToDictionary(pair => pair.label, pair => (float)pair.place, StringComparer.Ordinal);
        return [.. Enumerable.Range(0, categories.Count).Select(row => categories[row] is { } label ? placeOf.GetValueOrDefault(label, -1) : -1)];
    }
}
