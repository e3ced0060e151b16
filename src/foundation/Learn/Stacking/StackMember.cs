using System.Buffers;
using Kirana.Data.Tables;
using Kirana.Learn.Binning;
using Kirana.Learn.SupportVectors;

namespace Kirana.Learn.Stacking;

/// <summary>A member of a stack, which takes the stack's rows whatever its own look like.</summary>
internal sealed class StackMember
{
    private readonly int[] _sources;
    private readonly float[][] _codes;
    private readonly bool _isSame;
    private readonly int[] _places;
    private readonly int _labels;

    /// <summary>Finds out how a member sees the stack's rows: by name which columns it takes, and by asking it for the code of every level.</summary>
    /// <param name="model">The member.</param>
    /// <param name="columns">The stack's columns.</param>
    /// <param name="labels">The stack's classes.</param>
    /// <exception cref="ArgumentException">It predicts something else, or has a column that the stack has not.</exception>
    public StackMember(ITableModel model, FeatureColumn[] columns, string[] labels)
    {
        (Model, _labels) = (model, labels.Length);
        _places = [.. model.Labels.Select(label => Array.BinarySearch(labels, label, StringComparer.Ordinal))];
        if (_places.Length > 0 != labels.Length > 0 || Array.Exists(_places, place => place < 0))
            throw new ArgumentException($"A member predicts {(_places.Length == 0 ? "a number" : string.Join(", ", model.Labels.Take(20)))}; expected {(labels.Length == 0 ? "a number" : string.Join(", ", labels.Take(20)))}.", nameof(model));
        if (labels.Length == 0 ? model is not IRegressor : model is not (IBinaryClassifier or IMulticlassClassifier))
            throw new ArgumentException($"The member {model.GetType().Name} predicts neither a number nor classes.", nameof(model));
        var places = columns.Select((column, place) => (column.Name, place)).ToDictionary(own => own.Name, own => own.place, StringComparer.Ordinal);
        _sources = [.. model.Schema.Columns.Select(column => places.TryGetValue(column.Name, out var place)
            ? place
            : throw new ArgumentException($"A member needs the column '{column.Name}', which the stack has not.", nameof(model)))];
        var encoded = model.Encode(LevelsOf(columns));
        var most = encoded.Length / Math.Max(1, _sources.Length);
        _codes = [.. _sources.Select((source, feature) => columns[source].IsCategorical
            ? Enumerable.Range(0, Math.Min(most, columns[source].Levels.Length)).Select(level => encoded[level * _sources.Length + feature]).ToArray()
            : [])];
        _isSame = _sources.Length == columns.Length && _sources.Select((source, feature) => source == feature).All(same => same)
            && _codes.All(codes => codes.Select((code, level) => code == level).All(same => same));
        AreProbabilities = model is not IDecisionModel { HasProbabilities: false } || model.Labels.Count == 1;
    }

    /// <summary>The member.</summary>
    public ITableModel Model { get; }

    /// <summary>Whether what it says of two classes is a probability, not a decision value.</summary>
    public bool AreProbabilities { get; }

    /// <summary>What it says of rows of the stack.</summary>
    /// <param name="rows">The rows (n × p), row by row.</param>
    /// <param name="width">p.</param>
    /// <param name="answers">Takes numbers or what speaks for the second of two classes (n), or probabilities (n × K).</param>
    public void Answer(ReadOnlySpan<float> rows, int width, Span<float> answers)
    {
        if (_isSame)
        {
            Ask(rows, answers);
            return;
        }

        var count = rows.Length / width;
        var own = ArrayPool<float>.Shared.Rent(count * _sources.Length);
        for (var row = 0; row < count; row++)
            for (var f = 0; f < _sources.Length; f++)
                own[row * _sources.Length + f] = Seen(f, rows[row * width + _sources[f]]);
        Ask(own.AsSpan(0, count * _sources.Length), answers);
        ArrayPool<float>.Shared.Return(own);
    }

    private float Seen(int feature, float value)
    {
        var codes = _codes[feature];
        if (codes.Length == 0 || float.IsNaN(value))
            return value;
        return value >= 0 && value < codes.Length ? codes[(int)value] : float.NaN;
    }

    private void Ask(ReadOnlySpan<float> rows, Span<float> answers)
    {
        switch (Model)
        {
            case IRegressor regressor when _labels == 0:
                regressor.Predict(rows, answers);
                break;
            case IDecisionModel machine when !AreProbabilities && _labels == 2:
                var decisions = ArrayPool<double>.Shared.Rent(answers.Length);
                machine.Decide(rows, decisions.AsSpan(0, answers.Length));
                for (var i = 0; i < answers.Length; i++)
                    answers[i] = (float)decisions[i];
                ArrayPool<double>.Shared.Return(decisions);
                break;
            case IBinaryClassifier binary when _labels == 2 && _places.Length == 2:
                binary.PredictProbability(rows, answers);
                break;
            case IMulticlassClassifier multiclass when AreProbabilities && _labels > 2 && _places.Length == _labels:
                // Both are in ordinal order.
                multiclass.PredictProbabilities(rows, answers);
                break;
            default:
                Place(rows, answers);
                break;
        }
    }

    /// <summary>Probabilities of the member's classes at the places of the stack's.</summary>
    private void Place(ReadOnlySpan<float> rows, Span<float> answers)
    {
        var outputs = _labels > 2 ? _labels : 1;
        var count = answers.Length / outputs;
        var own = new float[count * _places.Length];
        if (_places.Length == 1)
        {
            own.AsSpan().Fill(1);
        }
        else if (!AreProbabilities)
        {
            var called = new int[count];
            ((IDecisionModel)Model).Classify(rows, called);
            for (var row = 0; row < count; row++)
                own[row * _places.Length + called[row]] = 1;
        }
        else if (Model is IMulticlassClassifier multiclass)
        {
            multiclass.PredictProbabilities(rows, own);
        }
        else
        {
            ((IBinaryClassifier)Model).PredictProbability(rows, own.AsSpan(0, count));
            // From the last row on, since probabilities lie where the first rows' answers go.
            for (var row = count - 1; row >= 0; row--)
                (own[2 * row], own[2 * row + 1]) = (1 - own[row], own[row]);
        }

        answers.Clear();
        for (var row = 0; row < count; row++)
            for (var k = 0; k < _places.Length; k++)
                if (outputs > 1)
                    answers[row * outputs + _places[k]] = own[row * _places.Length + k];
                else if (_places[k] == 1)
                    answers[row] = own[row * _places.Length + k];
    }

    /// <summary>A table in which row i holds level i of every category.</summary>
    private static Table LevelsOf(FeatureColumn[] columns)
    {
        var rows = Math.Max(1, columns.Max(column => column.Levels.Length));
        return new Table(columns.Select(Column (column) => column.IsCategorical
            ? new CategoryColumn(column.Name, [.. Enumerable.Range(0, rows).Select(row => row < column.Levels.Length ? row : CategoryColumn.Missing)], column.Levels)
            : new NumberColumn(column.Name, [.. Enumerable.Repeat(double.NaN, rows)])));
    }
}
