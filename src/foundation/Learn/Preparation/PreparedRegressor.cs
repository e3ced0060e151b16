namespace Kirana.Learn.Preparation;

/// <summary>A prepared model that predicts a number. Immutable and thread-safe.</summary>
/// <typeparam name="TModel">The model of prepared features, an <see cref="IRegressor"/>.</typeparam>
public sealed class PreparedRegressor<TModel> : PreparedModel<TModel>, IRegressor
    where TModel : class, ITableModel
{
    internal PreparedRegressor(FittedPreparation preparation, TModel model) : base(preparation, model)
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
}
