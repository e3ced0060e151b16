namespace Kirana.Learn.Forests;

public sealed partial class Forest
{
    // Rows whose features stay in the cache while every tree is walked.
    private const int BlockRows = 64;

    // Sums of more classes than this are kept on the heap.
    private const int StackClasses = 64;

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The forest classifies.</exception>
    public float Predict(ReadOnlySpan<float> row)
    {
        CheckKind(Classes == 0, "a number");
        return Mean(row);
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The forest classifies.</exception>
    public void Predict(ReadOnlySpan<float> rows, Span<float> predictions)
    {
        CheckKind(Classes == 0, "a number");
        Means(rows, predictions);
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The forest does not tell two classes apart.</exception>
    public float PredictProbability(ReadOnlySpan<float> row)
    {
        CheckKind(Classes == 2, "a probability of one class");
        return Mean(row);
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The forest does not tell two classes apart.</exception>
    public void PredictProbability(ReadOnlySpan<float> rows, Span<float> probabilities)
    {
        CheckKind(Classes == 2, "a probability of one class");
        Means(rows, probabilities);
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The forest predicts a number.</exception>
    public void PredictProbabilities(ReadOnlySpan<float> rows, Span<float> probabilities)
    {
        CheckKind(Classes > 0, "classes");
        var count = probabilities.Length / Classes;
        CheckRows(rows, count);
        if (probabilities.Length != count * Classes)
            throw new ArgumentException($"{probabilities.Length} numbers are no whole rows of {Classes} classes.", nameof(probabilities));
        var sums = Classes <= StackClasses ? (stackalloc double[StackClasses])[..Classes] : new double[Classes];
        for (var i = 0; i < count; i++)
        {
            sums.Clear();
            AddAll(rows.Slice(i * Features, Features), sums);
            for (var k = 0; k < Classes; k++)
                probabilities[i * Classes + k] = (float)(sums[k] / _trees.Length);
        }
    }

    private float Mean(ReadOnlySpan<float> row)
    {
        CheckRows(row, 1);
        var sum = 0.0;
        _flat.Add(row, Features, new Span<double>(ref sum), 1);
        return (float)(sum / _trees.Length);
    }

    private void Means(ReadOnlySpan<float> rows, Span<float> means)
    {
        CheckRows(rows, means.Length);
        Span<double> sums = stackalloc double[BlockRows];
        for (var start = 0; start < means.Length; start += BlockRows)
        {
            var block = sums[..Math.Min(BlockRows, means.Length - start)];
            block.Clear();
            _flat.Add(rows.Slice(start * Features, block.Length * Features), Features, block, 1);
            for (var i = 0; i < block.Length; i++)
                means[start + i] = (float)(block[i] / _trees.Length);
        }
    }

    private void AddAll(ReadOnlySpan<float> row, Span<double> sums)
    {
        for (var t = 0; t < _trees.Length; t++)
            AddTree(t, row, sums);
    }

    /// <summary>Adds what one tree predicts: a number, or the share of each class.</summary>
    private void AddTree(int tree, ReadOnlySpan<float> row, Span<double> sums)
    {
        if (Classes == 0)
        {
            sums[0] += _trees[tree].Predict(row);
        }
        else if (Classes == 2)
        {
            var share = _trees[tree].Predict(row);
            sums[0] += 1.0 - share;
            sums[1] += share;
        }
        else
        {
            var own = _shares[tree].AsSpan(_trees[tree].LeafOf(row) * Classes, Classes);
            for (var k = 0; k < own.Length; k++)
                sums[k] += own[k];
        }
    }

    private void CheckRows(ReadOnlySpan<float> rows, int count)
    {
        if (rows.Length != (long)count * Features)
            throw new ArgumentException($"Expected {count} rows of {Features} features, found {rows.Length} numbers.", nameof(rows));
    }

    private void CheckKind(bool fits, string what)
    {
        if (!fits)
            throw new InvalidOperationException($"This forest does not predict {what}; it {(Classes == 0 ? "predicts a number" : $"tells {Classes} classes apart")}.");
    }
}
