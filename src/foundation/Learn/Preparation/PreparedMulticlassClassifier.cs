namespace Kirana.Learn.Preparation;

/// <summary>A prepared model that tells more than two classes apart. Immutable and thread-safe.</summary>
/// <typeparam name="TModel">The model of prepared features, an <see cref="IMulticlassClassifier"/>.</typeparam>
public sealed class PreparedMulticlassClassifier<TModel> : PreparedModel<TModel>, IMulticlassClassifier
    where TModel : class, ITableModel
{
    internal PreparedMulticlassClassifier(FittedPreparation preparation, TModel model) : base(preparation, model)
    {
    }

    /// <inheritdoc/>
    public int Classes => Labels.Count;

    /// <inheritdoc/>
    public void PredictProbabilities(ReadOnlySpan<float> rows, Span<float> probabilities) =>
        Ask(rows, probabilities, Classes, static (model, prepared, answers) => ((IMulticlassClassifier)model).PredictProbabilities(prepared, answers));
}
