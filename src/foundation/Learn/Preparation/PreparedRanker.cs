namespace Kirana.Learn.Preparation;

/// <summary>A prepared model that predicts a number or puts rows into order, by what its inner model was fitted for. Immutable and thread-safe.</summary>
/// <typeparam name="TModel">The model of prepared features, an <see cref="IRegressor"/> and an <see cref="IRanker"/>.</typeparam>
public sealed class PreparedRanker<TModel> : PreparedModel<TModel>, IRegressor, IRanker
    where TModel : class, ITableModel
{
    internal PreparedRanker(FittedPreparation preparation, TModel model) : base(preparation, model)
    {
    }

    /// <inheritdoc/>
    public float Predict(ReadOnlySpan<float> row)
    {
        var prediction = 0f;
        Predict(row, new Span<float>(ref prediction));
        return prediction;
    }

    /// <inheritdoc/>
    public void Predict(ReadOnlySpan<float> rows, Span<float> predictions) =>
        Ask(rows, predictions, 1, static (model, prepared, answers) => ((IRegressor)model).Predict(prepared, answers));

    /// <inheritdoc/>
    public void PredictScores(ReadOnlySpan<float> rows, Span<float> scores) =>
        Ask(rows, scores, 1, static (model, prepared, answers) => ((IRanker)model).PredictScores(prepared, answers));
}
