using Kirana.Learn.Binning;

namespace Kirana.Learn;

/// <summary>A model of a number or of classes, as the target was.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public abstract class TargetModel : ClassModel, IRegressor
{
    private protected TargetModel(FeatureColumn[] columns, string[] labels) : base(columns, labels)
    {
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The model tells classes apart.</exception>
    public float Predict(ReadOnlySpan<float> row)
    {
        var prediction = 0f;
        Predict(row, new Span<float>(ref prediction));
        return prediction;
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The model tells classes apart.</exception>
    public void Predict(ReadOnlySpan<float> rows, Span<float> predictions)
    {
        if (Classes > 0)
            throw new InvalidOperationException($"The model tells {Classes} classes apart; ask for probabilities.");
        CheckRows(rows, predictions.Length);
        Numbers(rows, predictions);
    }

    /// <summary>The number of each row (n).</summary>
    private protected abstract void Numbers(ReadOnlySpan<float> rows, Span<float> predictions);
}
