using System.Collections.ObjectModel;
using Kirana.Data;
using Kirana.Data.ModelFiles;
using Kirana.Data.Tables;
using Kirana.Learn;
using Kirana.Pipelines.Learn.Learners;

namespace Kirana.Pipelines.Learn.Stacks;

/// <summary>The weighted mean of several models. Immutable and thread-safe.</summary>
internal sealed class StackedModel : IBinaryClassifier, IMulticlassClassifier, IRegressor, ITableModel
{
    /// <summary>The kind of model in files.</summary>
    public const string ModelKind = "stack";

    /// <summary>The newest layout this version reads and writes.</summary>
    public const int ModelVersion = 1;

    private const int MostMembers = 100;
    private const int BlockRows = 1 << 10;

    private readonly StackColumn[] _columns;
    private readonly StackMember[] _members;

    private StackedModel(StackColumn[] columns, StackMember[] members, IReadOnlyList<string> labels) => (_columns, _members, Labels) = (columns, members, labels.ToArray().AsReadOnly());

    public ReadOnlyCollection<string> Labels { get; }

    public Schema Schema => new(_columns.Select(column => (column.Name, column.Levels is null ? ColumnKind.Double : ColumnKind.Category)));

    public int Features => _columns.Length;

    public int Classes => Labels.Count;

    /// <summary>The models with their weights.</summary>
    public IReadOnlyList<StackMember> Members => _members;

    /// <summary>Stacks models.</summary>
    /// <param name="task">The task.</param>
    /// <param name="models">The models, all of the same classes.</param>
    /// <param name="weights">Their weights, which add up to 1.</param>
    /// <param name="table">The table they were fitted on, which knows the levels.</param>
    public static FittedModel Of(LearnTask task, IReadOnlyList<FittedModel> models, IReadOnlyList<double> weights, Table table)
    {
        StackColumn[] columns = [.. models.SelectMany(model => model.Features).Distinct(StringComparer.Ordinal).Select(name => new StackColumn(name, (table[name] as CategoryColumn)?.Levels))];
        return Wrap(task, new StackedModel(columns, [.. models.Select((model, m) => new StackMember(model, weights[m], columns))], models[0].Labels));
    }

    public float[] Encode(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        var (rows, width) = (table.RowCount, _columns.Length);
        var encoded = new float[checked(rows * width)];
        for (var c = 0; c < width; c++)
            switch (table[_columns[c].Name], _columns[c].Levels)
            {
                case (NumberColumn numbers, null):
                    for (var row = 0; row < rows; row++)
                        encoded[row * width + c] = (float)numbers[row];
                    break;
                case (CategoryColumn categories, { } levels):
                    var placeOf = levels.Select((level, place) => (level, place)).ToDictionary(pair => pair.level, pair => (float)pair.place, StringComparer.Ordinal);
                    float[] codes = [.. categories.Levels.Select(level => placeOf.GetValueOrDefault(level, levels.Count))];
                    for (var row = 0; row < rows; row++)
                        encoded[row * width + c] = categories.IsMissing(row) ? float.NaN : codes[categories.Codes[row]];
                    break;
                case var (column, levels):
                    throw new DataException($"The column '{column.Name}' is of the kind {column.Kind}; expected {(levels is null ? "numbers" : "categories")}.") { Code = "wrong-kind", Column = column.Name };
            }

        return encoded;
    }

    public float PredictProbability(ReadOnlySpan<float> row) => One(row);

    public void PredictProbability(ReadOnlySpan<float> rows, Span<float> probabilities) => Predict(rows, probabilities);

    public void PredictProbabilities(ReadOnlySpan<float> rows, Span<float> probabilities)
    {
        if (_members[0].Model.Outputs > 1)
        {
            Predict(rows, probabilities);
            return;
        }

        var positive = new float[probabilities.Length / 2];
        Predict(rows, positive);
        for (var row = 0; row < positive.Length; row++)
            (probabilities[2 * row], probabilities[2 * row + 1]) = (1 - positive[row], positive[row]);
    }

    public float Predict(ReadOnlySpan<float> row) => One(row);

    public void Predict(ReadOnlySpan<float> rows, Span<float> predictions)
    {
        var (width, outputs) = (_columns.Length, _members[0].Model.Outputs);
        if (rows.Length % width != 0 || (long)rows.Length / width * outputs != predictions.Length)
            throw new ArgumentException($"There are {rows.Length} features for {predictions.Length} predictions; expected {width} and {outputs} for each row.", nameof(rows));
        predictions.Clear();
        for (var start = 0; start < rows.Length / width; start += BlockRows)
        {
            var count = Math.Min(BlockRows, rows.Length / width - start);
            var block = rows.Slice(start * width, count * width);
            var sums = predictions.Slice(start * outputs, count * outputs);
            var own = new float[count * outputs];
            foreach (var member in _members)
            {
                member.Model.Predict(member.Rows(block, width), own);
                for (var i = 0; i < own.Length; i++)
                    sums[i] += (float)member.Weight * own[i];
            }
        }
    }

    private float One(ReadOnlySpan<float> row)
    {
        Span<float> one = stackalloc float[1];
        Predict(row, one);
        return one[0];
    }

    /// <summary>Reads a model.</summary>
    /// <param name="reader">A file or part of the kind <see cref="ModelKind"/>.</param>
    /// <param name="task">The word for its task.</param>
    /// <exception cref="DataException"><c>bad-model</c>.</exception>
    public static FittedModel Load(ModelReader reader, string? task)
    {
        reader.Expect(ModelKind, ModelVersion);
        var weights = reader.Doubles("weight");
        if (weights.Length is < 1 or > MostMembers || !Array.TrueForAll(weights, weight => weight is >= 0 and <= 1))
            throw reader.Invalid("weight", "shares of 1 to 100 models", $"{weights.Length}");
        var (names, counts, levels) = (reader.Strings("column"), reader.Ints("levels"), reader.Strings("level"));
        if (names.Length != counts.Length || names.Length == 0 || counts.Any(count => count < -1) || counts.Sum(count => (long)Math.Max(0, count)) != levels.Length)
            throw reader.Invalid("levels", "the number of levels of each column", "others");
        var (columns, at) = (new StackColumn[names.Length], 0);
        for (var c = 0; c < columns.Length; c++)
        {
            columns[c] = new StackColumn(names[c], counts[c] < 0 ? null : levels[at..(at + counts[c])]);
            at += Math.Max(0, counts[c]);
        }

        var members = new StackMember[weights.Length];
        for (var m = 0; m < members.Length; m++)
        {
            var part = reader.Part($"member{m}");
            var learner = TableLearners.Of(part);
            if (learner is null || learner.ModelKind is ModelKind)
                throw reader.Invalid($"member{m}", "a known kind of model", part.Kind);
            var model = learner.Load(part, task);
            if (model.Features.Except(names, StringComparer.Ordinal).Any() || !model.Labels.SequenceEqual((members[0]?.Model ?? model).Labels, StringComparer.Ordinal))
                throw reader.Invalid($"member{m}", "a model of the stack's columns and classes", "one of others");
            members[m] = new StackMember(model, weights[m], columns);
        }

        return Wrap(members[0].Model.Task, new StackedModel(columns, members, members[0].Model.Labels));
    }

    private static FittedModel Wrap(LearnTask task, StackedModel model)
    {
        var gain = new double[model.Features];
        return new FittedModel(task, model, [.. model._columns.Select(column => column.Name)], gain, ModelKind, ModelVersion, model.Save);
    }

    private void Save(ModelWriter writer)
    {
        writer.Schema = Schema.ToJson();
        writer.Add("weight", [.. _members.Select(member => member.Weight)]);
        writer.AddStrings("column", [.. _columns.Select(column => column.Name)]);
        writer.Add("levels", [.. _columns.Select(column => column.Levels?.Count ?? -1)]);
        writer.AddStrings("level", [.. _columns.SelectMany(column => column.Levels ?? [])]);
        for (var m = 0; m < _members.Length; m++)
            _members[m].Model.Write(writer, $"member{m}");
    }
}
