using System.Buffers;

namespace Kirana.Learn.Preparation;

/// <summary>A prepared model that tells two classes apart. Immutable and thread-safe.</summary>
/// <typeparam name="TModel">The model of prepared features, an <see cref="IBinaryClassifier"/> or an <see cref="IMulticlassClassifier"/>.</typeparam>
public sealed class PreparedBinaryClassifier<TModel> : PreparedModel<TModel>, IBinaryClassifier, IMulticlassClassifier
    where TModel : class, ITableModel
{
    internal PreparedBinaryClassifier(FittedPreparation preparation, TModel model) : base(preparation, model)
    {
    }

    /// <inheritdoc/>
    public int Classes => Labels.Count;

    /// <inheritdoc/>
    public float PredictProbability(ReadOnlySpan<float> row)
    {
        var probability = 0f;
        PredictProbability(row, new Span<float>(ref probability));
        return probability;
    }

    /// <inheritdoc/>
    public void PredictProbability(ReadOnlySpan<float> rows, Span<float> probabilities) => Ask(rows, probabilities, 1, static (model, prepared, answers) =>
    {
        if (model is IBinaryClassifier binary)
            binary.PredictProbability(prepared, answers);
        else
            LastOfAll(model, prepared, answers);
    });

    /// <inheritdoc/>
    public void PredictProbabilities(ReadOnlySpan<float> rows, Span<float> probabilities) => Ask(rows, probabilities, Classes, static (model, prepared, answers) =>
    {
        if (model is IMulticlassClassifier classifier)
        {
            classifier.PredictProbabilities(prepared, answers);
            return;
        }

        var rows = answers.Length / model.Labels.Count;
        ((IBinaryClassifier)model).PredictProbability(prepared, answers[..rows]);
        // From the last row on, since the probabilities lie where the first rows' answers go.
        for (var row = rows - 1; row >= 0; row--)
            (answers[2 * row], answers[2 * row + 1]) = (1 - answers[row], answers[row]);
    });

    private static void LastOfAll(TModel model, ReadOnlySpan<float> prepared, Span<float> answers)
    {
        var (classes, all) = (model.Labels.Count, ArrayPool<float>.Shared.Rent(answers.Length * model.Labels.Count));
        ((IMulticlassClassifier)model).PredictProbabilities(prepared, all.AsSpan(0, answers.Length * classes));
        for (var row = 0; row < answers.Length; row++)
            answers[row] = all[row * classes + classes - 1];
        ArrayPool<float>.Shared.Return(all);
    }
}
