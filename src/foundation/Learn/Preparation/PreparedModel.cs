using System.Buffers;
using System.Collections.ObjectModel;
using Kirana.Data.Tables;

namespace Kirana.Learn.Preparation;

/// <summary>A model with the preparation in front of it: takes raw rows.</summary>
/// <remarks>Immutable and thread-safe. What it can do is told by its type, which is one of <see cref="PreparedRegressor{TModel}"/>,
/// <see cref="PreparedRanker{TModel}"/>, <see cref="PreparedBinaryClassifier{TModel}"/> and <see cref="PreparedMulticlassClassifier{TModel}"/>. Predicting
/// allocates nothing but what the inner model does.</remarks>
/// <typeparam name="TModel">The model of prepared features.</typeparam>
public abstract partial class PreparedModel<TModel> : ITableModel, IPreparedModel
    where TModel : class, ITableModel
{
    private const int BlockRows = 64;

    private protected PreparedModel(FittedPreparation preparation, TModel model) => (Preparation, Model) = (preparation, model);

    /// <summary>What makes prepared rows of raw ones.</summary>
    public FittedPreparation Preparation { get; }

    /// <summary>The model of prepared features.</summary>
    public TModel Model { get; }

    ITableModel IPreparedModel.Inner => Model;

    /// <summary>The numbers p of a raw row: one for each column of <see cref="Schema"/>, but for a hashed text as many as its <see cref="TextHashing.Width"/>.</summary>
    public int Features => Preparation.Features;

    /// <inheritdoc/>
    public ReadOnlyCollection<string> Labels => Model.Labels;

    /// <inheritdoc/>
    public Schema Schema => Preparation.Schema;

    /// <inheritdoc/>
    /// <returns>The raw features (n × p), row by row: NaN where a value is missing; a text that was not seen in the fit has the code behind the last one.</returns>
    public float[] Encode(Table table) => Preparation.Encode(table);

    /// <summary>The model of the type that tells the truth.</summary>
    /// <exception cref="NotSupportedException">The inner model can do none of what the types tell of.</exception>
    internal static PreparedModel<TModel> Of(FittedPreparation preparation, TModel model) => (model.Labels.Count, model) switch
    {
        (0, IRegressor and IRanker) => new PreparedRanker<TModel>(preparation, model),
        (0, IRegressor) => new PreparedRegressor<TModel>(preparation, model),
        (1 or 2, IBinaryClassifier or IMulticlassClassifier) => new PreparedBinaryClassifier<TModel>(preparation, model),
        ( > 2, IMulticlassClassifier) => new PreparedMulticlassClassifier<TModel>(preparation, model),
        _ => throw new NotSupportedException($"A {typeof(TModel).Name} for {model.Labels.Count} classes can be prepared for no prediction."),
    };

    /// <summary>Prepares raw rows by blocks and asks the inner model about each.</summary>
    /// <param name="rows">Raw rows (n × p).</param>
    /// <param name="answers">Takes the answers (n × outputs).</param>
    /// <param name="outputs">The numbers of one answer.</param>
    /// <param name="answer">Asks the model; it must capture nothing, so that nothing is allocated.</param>
    private protected void Ask(ReadOnlySpan<float> rows, Span<float> answers, int outputs, Answer answer)
    {
        var count = answers.Length / outputs;
        if (answers.Length != count * outputs || rows.Length != (long)count * Features)
            throw new ArgumentException($"There are {rows.Length} features for {answers.Length} answers; expected {Features} and {outputs} for each row.", nameof(rows));
        var block = ArrayPool<float>.Shared.Rent(Math.Min(count, BlockRows) * Preparation.Width);
        for (int start = 0, size; start < count; start += size)
        {
            size = Math.Min(BlockRows, count - start);
            var prepared = block.AsSpan(0, size * Preparation.Width);
            Preparation.Prepare(rows.Slice(start * Features, size * Features), prepared);
            answer(Model, prepared, answers.Slice(start * outputs, size * outputs));
        }

        ArrayPool<float>.Shared.Return(block);
    }

    private protected delegate void Answer(TModel model, ReadOnlySpan<float> rows, Span<float> answers);
}
