using System.Collections.ObjectModel;
using Kirana.Data.Tables;
using Kirana.Learn.Resampling;

namespace Kirana.Learn.Validation;

/// <summary>What a model, or the models of several folds, say of rows they were not fitted to, beside what came. Immutable and thread-safe.</summary>
public sealed class RowPredictions
{
    private readonly int[] _rows;
    private readonly double[] _truths;
    private readonly double[] _values;
    private readonly float[] _weights;
    private readonly int[] _groups;

    private RowPredictions(int[] rows, string[] labels, double[] truths, double[] values, float[] weights, int[] groups, bool areProbabilities)
    {
        (_rows, _truths, _values, _weights, _groups, AreProbabilities) = (rows, truths, values, weights, groups, areProbabilities);
        Labels = labels.AsReadOnly();
    }

    /// <summary>The labels of the classes in ordinal order; none where the target is a number. Of two, the second is the positive one.</summary>
    public ReadOnlyCollection<string> Labels { get; }

    /// <summary>The number of predictions of a row: 1 for numbers and two classes, else the number of classes K.</summary>
    public int Outputs => Labels.Count > 2 ? Labels.Count : 1;

    /// <summary>The number of rows n.</summary>
    public int Count => _rows.Length;

    /// <summary>The place of each row in the data (n).</summary>
    public ReadOnlySpan<int> Rows => _rows;

    /// <summary>What came: the number, or the place of the label (n).</summary>
    public ReadOnlySpan<double> Truths => _truths;

    /// <summary>What was predicted (n × outputs): the number, the probability of the second class, or that of each class.</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <summary>The weight of each row (n); empty for 1 each.</summary>
    public ReadOnlySpan<float> Weights => _weights;

    /// <summary>The group of each row (n); empty where there are none.</summary>
    public ReadOnlySpan<int> Groups => _groups;

    /// <summary>Whether the predictions of classes are probabilities; else they are decision values, positive for the second class.</summary>
    public bool AreProbabilities { get; }

    /// <summary>From which prediction on a row of two classes is called positive: ½ for probabilities, 0 for decision values.</summary>
    public double Threshold => AreProbabilities ? 0.5 : 0;

    /// <summary>The class that each row is called: of two by <see cref="Threshold"/>, of more the most probable.</summary>
    /// <exception cref="InvalidOperationException">The target is a number.</exception>
    public int[] Calls()
    {
        if (Labels.Count == 0)
            throw new InvalidOperationException("The target is a number; it has no classes.");
        var calls = new int[Count];
        for (var i = 0; i < calls.Length; i++)
        {
            var own = _values.AsSpan(i * Outputs, Outputs);
            if (Outputs == 1)
                calls[i] = Labels.Count == 2 && own[0] >= Threshold ? 1 : 0;
            for (var k = 1; k < own.Length; k++)
                calls[i] = own[k] > own[calls[i]] ? k : calls[i];
        }

        return calls;
    }

    /// <summary>Some of the rows, each as often as it is named.</summary>
    /// <param name="places">Places in these predictions, 0 to n − 1.</param>
    public RowPredictions Take(ReadOnlySpan<int> places)
    {
        var (rows, truths, values) = (new int[places.Length], new double[places.Length], new double[places.Length * Outputs]);
        var (weights, groups) = (new float[_weights.Length == 0 ? 0 : places.Length], new int[_groups.Length == 0 ? 0 : places.Length]);
        for (var i = 0; i < places.Length; i++)
        {
            var place = places[i];
            (rows[i], truths[i]) = (_rows[place], _truths[place]);
            _values.AsSpan(place * Outputs, Outputs).CopyTo(values.AsSpan(i * Outputs));
            if (weights.Length > 0)
                weights[i] = _weights[place];
            if (groups.Length > 0)
                groups[i] = _groups[place];
        }

        return new RowPredictions(rows, [.. Labels], truths, values, weights, groups, AreProbabilities);
    }

    /// <summary>Asks a model about some rows of a table.</summary>
    /// <param name="model">The model; it need not know every class.</param>
    /// <param name="data">The table with its roles.</param>
    /// <param name="rows">The rows; <see langword="null"/> for all.</param>
    /// <exception cref="ArgumentException">The data have no target, or the model predicts neither numbers nor classes.</exception>
    /// <exception cref="Data.DataException">A row has no target, or <c>no-prediction</c>: the model gives no number for a row.</exception>
    public static RowPredictions Of(ITableModel model, TabularData data, int[]? rows = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        return Of(model, data, rows ?? [.. Enumerable.Range(0, data.RowCount)], Targets.Of(data), data.Group is null ? [] : Folds.GroupOf(data.Group));
    }

    /// <summary>Asks a model about some rows.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">The table.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="targets">The target of every row of the table.</param>
    /// <param name="groups">The group of every row of the table, or none.</param>
    internal static RowPredictions Of(ITableModel model, TabularData data, int[] rows, Targets targets, int[] groups)
    {
        var (values, areProbabilities) = ModelAnswers.Of(model, data.Table.Take(rows), targets.Labels, rows);
        // Numbers of double columns are judged as they are, not as the floats that most learners see.
        var numbers = data.Target as NumberColumn;
        return new RowPredictions(
            rows, targets.Labels, Array.ConvertAll(rows, row => numbers is null ? targets.Values[row] : numbers[row]), values,
            data.Weight is null ? [] : Array.ConvertAll(rows, row => (float)data.Weight[row]), groups.Length == 0 ? [] : Array.ConvertAll(rows, row => groups[row]), areProbabilities);
    }

    /// <summary>The predictions of several models for rows of their own, by row ascending.</summary>
    internal static RowPredictions Join(IReadOnlyList<RowPredictions> parts)
    {
        var first = parts[0];
        var all = new RowPredictions(
            [.. parts.SelectMany(part => part._rows)], [.. first.Labels], [.. parts.SelectMany(part => part._truths)], [.. parts.SelectMany(part => part._values)],
            [.. parts.SelectMany(part => part._weights)], [.. parts.SelectMany(part => part._groups)], parts.All(part => part.AreProbabilities));
        int[] order = [.. Enumerable.Range(0, all.Count).OrderBy(place => all._rows[place])];
        return all.Take(order);
    }

    /// <summary>The same rows with other predictions, as of a rule that is no model.</summary>
    /// <param name="values">The predictions (n × outputs).</param>
    /// <param name="areProbabilities">Whether they are probabilities of classes.</param>
    /// <exception cref="ArgumentException">There are not n × outputs of them.</exception>
    public RowPredictions With(double[] values, bool areProbabilities) => values?.Length != _values.Length
        ? throw new ArgumentException($"There are {values?.Length ?? 0} predictions; expected {_values.Length}.", nameof(values))
        : new(_rows, [.. Labels], _truths, values, _weights, _groups, areProbabilities);
}
