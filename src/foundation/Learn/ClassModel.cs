using Kirana.Learn.Binning;
using Kirana.Numerics.Kernels;

namespace Kirana.Learn;

/// <summary>A model of classes by their probabilities.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public abstract class ClassModel : TableModel, IBinaryClassifier, IMulticlassClassifier
{
    private protected ClassModel(FeatureColumn[] columns, string[] labels) : base(columns, labels)
    {
    }

    /// <inheritdoc/>
    public int Classes => Labels.Count;

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The model does not tell two classes apart.</exception>
    public float PredictProbability(ReadOnlySpan<float> row)
    {
        var probability = 0f;
        PredictProbability(row, new Span<float>(ref probability));
        return probability;
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The model does not tell two classes apart.</exception>
    public void PredictProbability(ReadOnlySpan<float> rows, Span<float> probabilities)
    {
        if (Classes != 2)
            throw new InvalidOperationException(Classes == 0 ? "The model predicts a number; it gives no probability." : $"The model tells {Classes} classes apart; ask for the probabilities of all.");
        CheckRows(rows, probabilities.Length);
        Second(rows, probabilities);
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The model predicts a number.</exception>
    public void PredictProbabilities(ReadOnlySpan<float> rows, Span<float> probabilities)
    {
        if (Classes == 0)
            throw new InvalidOperationException("The model predicts a number; it has no classes.");
        if (probabilities.Length % Classes != 0)
            throw new ArgumentException($"{probabilities.Length} numbers are no whole rows of {Classes} classes.", nameof(probabilities));
        CheckRows(rows, probabilities.Length / Classes);
        All(rows, probabilities);
    }

    /// <summary>Makes of logarithms of probabilities, each less the same number, the probabilities.</summary>
    internal static void Normalise(Span<double> scores)
    {
        var (greatest, sum) = (double.NegativeInfinity, 0.0);
        foreach (var score in scores)
            greatest = Math.Max(greatest, score);
        foreach (ref var score in scores)
            sum += score = Elementary.Exp(score - greatest);
        foreach (ref var score in scores)
            score /= sum;
    }

    /// <summary>The probability of the second of two classes of each row (n).</summary>
    private protected abstract void Second(ReadOnlySpan<float> rows, Span<float> probabilities);

    /// <summary>The probabilities of all classes of each row (n × K).</summary>
    private protected abstract void All(ReadOnlySpan<float> rows, Span<float> probabilities);
}
