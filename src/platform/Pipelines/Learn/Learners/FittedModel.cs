using Kirana.Data.ModelFiles;
using Kirana.Data.Tables;
using Kirana.Learn;
using Kirana.Learn.Stacking;

namespace Kirana.Pipelines.Learn.Learners;

/// <summary>A fitted model of any type, asked in the way of its task. Immutable and thread-safe.</summary>
public sealed class FittedModel
{
    private readonly ITableModel _model;
    private readonly Action<ModelWriter> _save;

    internal FittedModel(LearnTask task, ITableModel model, IReadOnlyList<string> features, double[] gain, string kind, int version, Action<ModelWriter> save) =>
        (Task, _model, Features, Gain, Kind, Version, _save) = (task, model, features, gain, kind, version, save);

    /// <summary>A stack.</summary>
    internal static FittedModel Of(LearnTask task, StackedModel stack) => new(
        task, stack, [.. stack.Schema.Columns.Select(column => column.Name)], new double[stack.Features], StackedModel.ModelKind, StackedModel.ModelVersion, writer => stack.Save(writer));

    /// <summary>What it was fitted for.</summary>
    public LearnTask Task { get; }

    /// <summary>The names of the features (p).</summary>
    public IReadOnlyList<string> Features { get; }

    /// <summary>How much each feature contributed to the fit (p), from 0 up.</summary>
    public IReadOnlyList<double> Gain { get; }

    /// <summary>The labels of the classes; of two, the second is the one whose probability is predicted. Empty where there are no classes.</summary>
    public IReadOnlyList<string> Labels => _model.Labels;

    /// <summary>The numbers of one prediction, K: one for each class where there are several, else 1.</summary>
    public int Outputs => Task == LearnTask.Multiclass ? Labels.Count : 1;

    /// <summary>How far a linear model is from its optimum, the greatest failure of a condition of optimality; <see langword="null"/> of other models, and of learners that do not measure it.</summary>
    public double? KktResidual { get; internal init; }

    /// <summary>The model itself: what it can besides predicting depends on its type.</summary>
    public ITableModel Model => _model;

    /// <summary>The features of a table as rows.</summary>
    /// <param name="table">A table with the model's columns, and perhaps others.</param>
    /// <returns>The features (n × p), row by row.</returns>
    /// <exception cref="Data.DataException"><c>missing-column</c> or <c>wrong-kind</c>.</exception>
    public float[] Encode(Table table) => _model.Encode(table);

    /// <summary>Predicts rows.</summary>
    /// <param name="rows">The features (n × p), row by row.</param>
    /// <param name="predictions">Takes n × K numbers: the number, the probability of the second class, the probabilities of all classes, or
    /// the score.</param>
    /// <exception cref="ArgumentException">The lengths do not fit each other.</exception>
    public void Predict(ReadOnlySpan<float> rows, Span<float> predictions)
    {
        switch (Task)
        {
            case LearnTask.Binary:
                ((IBinaryClassifier)_model).PredictProbability(rows, predictions);
                break;
            case LearnTask.Multiclass:
                ((IMulticlassClassifier)_model).PredictProbabilities(rows, predictions);
                break;
            case LearnTask.Ranking:
                ((IRanker)_model).PredictScores(rows, predictions);
                break;
            default:
                ((IRegressor)_model).Predict(rows, predictions);
                break;
        }
    }

    /// <summary>Its kind in files.</summary>
    internal string Kind { get; }

    /// <summary>The newest layout of that kind.</summary>
    internal int Version { get; }

    /// <summary>The same model with other shares of its features.</summary>
    internal FittedModel WithGain(double[] gain) => new(Task, _model, Features, gain, Kind, Version, _save) { KktResidual = KktResidual };

    /// <summary>A file's content, to which a description can be added.</summary>
    internal ModelWriter Write()
    {
        var writer = new ModelWriter(Kind, Version, Version);
        _save(writer);
        return writer;
    }
}
