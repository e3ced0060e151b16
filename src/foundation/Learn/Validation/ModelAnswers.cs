using Kirana.Data;
using Kirana.Data.Tables;
using Kirana.Learn.SupportVectors;

namespace Kirana.Learn.Validation;

/// <summary>What any model says of the rows of a table, with the classes of the table.</summary>
internal static class ModelAnswers
{
    /// <summary>Asks a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="table">The rows (n).</param>
    /// <param name="labels">The classes of the whole data, in ordinal order; those that the model has not seen get the probability 0.</param>
    /// <param name="rows">The place of each row in the data, for messages.</param>
    /// <returns>The number or the probability of the second class (n), or the probabilities of all (n × K); whether these are probabilities.</returns>
    public static (double[] Values, bool AreProbabilities) Of(ITableModel model, Table table, string[] labels, int[] rows)
    {
        var (values, areProbabilities) = labels.Length == 0 ? (Numbers(model, table), false) : Classes(model, table, labels);
        var outputs = values.Length / Math.Max(1, rows.Length);
        for (var i = 0; i < values.Length; i++)
            if (double.IsNaN(values[i]))
                throw new DataException($"The model gives no number for row {rows[i / outputs] + 1}; expected one, and a row with a missing value gets none from most models of sums.")
                {
                    Code = "no-prediction", Row = rows[i / outputs] + 1, Hint = "Fill missing values in a preparation before the learner.",
                };
        return (values, areProbabilities);
    }

    private static double[] Numbers(ITableModel model, Table table)
    {
        if (model.Labels.Count > 0)
            throw new ArgumentException($"The model predicts the classes {string.Join(", ", model.Labels.Take(20))}, but the target is a number.", nameof(model));
        switch (model)
        {
            case IRegressor regressor:
                var numbers = new float[table.RowCount];
                regressor.Predict(model.Encode(table), numbers);
                return Array.ConvertAll(numbers, number => (double)number);
            default:
                throw new ArgumentException($"The model {model.GetType().Name} predicts no numbers; expected one of the kind {nameof(IRegressor)}.", nameof(model));
        }
    }

    private static (double[] Values, bool AreProbabilities) Classes(ITableModel model, Table table, string[] labels)
    {
        var (rows, classes) = (table.RowCount, model.Labels.Count);
        if (classes == 0)
            throw new ArgumentException("The model predicts a number, but the target is a class.", nameof(model));
        int[] place = [.. model.Labels.Select(label => Array.BinarySearch(labels, label, StringComparer.Ordinal))];
        // A fold whose training rows are of one class: there is nothing to ask.
        if (classes == 1)
            return (Placed([.. Enumerable.Repeat(1f, rows)], place, labels.Length), true);
        var encoded = model.Encode(table);
        switch (model)
        {
            case IDecisionModel { HasProbabilities: false } machine when classes == 2 && labels.Length == 2:
                var decisions = new double[rows];
                machine.Decide(encoded, decisions);
                return (decisions, false);
            case IDecisionModel { HasProbabilities: false } machine:
                var called = new int[rows];
                machine.Classify(encoded, called);
                var votes = new float[rows * classes];
                for (var row = 0; row < rows; row++)
                    votes[row * classes + called[row]] = 1;
                return (Placed(votes, place, labels.Length), false);
            case IBinaryClassifier binary when classes == 2:
                var second = new float[rows];
                binary.PredictProbability(encoded, second);
                return labels.Length == 2 && place[1] == 1 && place[0] == 0
                    ? (Array.ConvertAll(second, probability => (double)probability), true)
                    : (Placed([.. second.SelectMany(probability => new[] { 1 - probability, probability })], place, labels.Length), true);
            case IMulticlassClassifier multiclass:
                var all = new float[rows * classes];
                multiclass.PredictProbabilities(encoded, all);
                return (Placed(all, place, labels.Length), true);
            default:
                throw new ArgumentException($"The model {model.GetType().Name} predicts no classes; expected one of the kind {nameof(IMulticlassClassifier)}.", nameof(model));
        }
    }

    /// <summary>Probabilities of a model's classes as those of the data's.</summary>
    private static double[] Placed(float[] probabilities, int[] place, int labels)
    {
        var rows = probabilities.Length / place.Length;
        var outputs = labels > 2 ? labels : 1;
        var values = new double[rows * outputs];
        for (var row = 0; row < rows; row++)
            for (var k = 0; k < place.Length; k++)
                if (outputs > 1 && place[k] >= 0)
                    values[row * outputs + place[k]] = probabilities[row * place.Length + k];
                else if (outputs == 1 && place[k] == 1)
                    values[row] = probabilities[row * place.Length + k];
        return values;
    }
}
