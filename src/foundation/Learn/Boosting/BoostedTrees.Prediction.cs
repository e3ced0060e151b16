using Kirana.Learn.Objectives;
using Kirana.Numerics.Kernels;

namespace Kirana.Learn.Boosting;

public sealed partial class BoostedTrees
{
    // Rows whose features stay in the cache while every tree is walked.
    private const int BlockRows = 64;

    // Scores of more outputs than this are kept on the heap.
    private const int StackOutputs = 64;

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The model has several outputs.</exception>
    public float Predict(ReadOnlySpan<float> row) => Linked(Score(row));

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The model has several outputs.</exception>
    public void Predict(ReadOnlySpan<float> rows, Span<float> predictions)
    {
        CheckSingle();
        Span<double> sums = stackalloc double[BlockRows];
        CheckRows(rows, predictions.Length);
        for (var start = 0; start < predictions.Length; start += BlockRows)
        {
            var block = sums[..Math.Min(BlockRows, predictions.Length - start)];
            AddUp(rows, start, block);
            for (var i = 0; i < block.Length; i++)
                predictions[start + i] = Linked(block[i]);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The model does not predict a probability.</exception>
    public float PredictProbability(ReadOnlySpan<float> row)
    {
        CheckProbability();
        return Predict(row);
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The model does not predict a probability.</exception>
    public void PredictProbability(ReadOnlySpan<float> rows, Span<float> probabilities)
    {
        CheckProbability();
        Predict(rows, probabilities);
    }

    /// <inheritdoc/>
    /// <remarks>A model of one probability gives two columns: class 0, then class 1.</remarks>
    /// <exception cref="InvalidOperationException">The model does not predict classes.</exception>
    public void PredictProbabilities(ReadOnlySpan<float> rows, Span<float> probabilities)
    {
        if (Link is not (Link.Softmax or Link.Logistic))
            throw new InvalidOperationException($"A model of the objective '{Objective}' has no classes.");
        var count = probabilities.Length / Classes;
        CheckRows(rows, count);
        if (probabilities.Length != count * Classes)
            throw new ArgumentException($"{probabilities.Length} numbers are no whole rows of {Classes} classes.", nameof(probabilities));
        var scores = Outputs <= StackOutputs ? (stackalloc double[StackOutputs])[..Outputs] : new double[Outputs];
        for (var i = 0; i < count; i++)
        {
            Scores(rows.Slice(i * Features, Features), scores);
            if (Link == Link.Softmax)
                Softmax(scores, probabilities.Slice(i * Classes, Classes));
            else
                (probabilities[2 * i], probabilities[2 * i + 1]) = (1 - Linked(scores[0]), Linked(scores[0]));
        }
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The model has several outputs.</exception>
    public void PredictScores(ReadOnlySpan<float> rows, Span<float> scores)
    {
        CheckSingle();
        CheckRows(rows, scores.Length);
        Span<double> sums = stackalloc double[BlockRows];
        for (var start = 0; start < scores.Length; start += BlockRows)
        {
            var block = sums[..Math.Min(BlockRows, scores.Length - start)];
            AddUp(rows, start, block);
            for (var i = 0; i < block.Length; i++)
                scores[start + i] = (float)block[i];
        }
    }

    /// <summary>The raw scores of one row, before the link.</summary>
    /// <param name="row">The features (p).</param>
    /// <param name="scores">Takes the scores (K).</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public void Scores(ReadOnlySpan<float> row, Span<double> scores)
    {
        CheckRows(row, 1);
        if (scores.Length != Outputs)
            throw new ArgumentException($"Expected room for {Outputs} scores, found {scores.Length}.", nameof(scores));
        _constants.CopyTo(scores);
        _forest.Add(row, Features, scores, Outputs);
    }

    /// <summary>The raw scores of one row after each round.</summary>
    /// <param name="row">The features (p).</param>
    /// <param name="scores">Takes the scores (rounds × K), round by round.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public void StagedScores(ReadOnlySpan<float> row, Span<double> scores)
    {
        CheckRows(row, 1);
        if (scores.Length != _trees.Length)
            throw new ArgumentException($"Expected room for {Rounds} rounds of {Outputs} scores, found {scores.Length}.", nameof(scores));
        for (var t = 0; t < _trees.Length; t++)
            scores[t] = (t < Outputs ? _constants[t] : scores[t - Outputs]) + _trees[t].Predict(row);
    }

    private double Score(ReadOnlySpan<float> row)
    {
        CheckSingle();
        CheckRows(row, 1);
        var score = _constants[0];
        _forest.Add(row, Features, new Span<double>(ref score), 1);
        return score;
    }

    private void AddUp(ReadOnlySpan<float> rows, int start, Span<double> block)
    {
        block.Fill(_constants[0]);
        _forest.Add(rows.Slice(start * Features, block.Length * Features), Features, block, 1);
    }

    private float Linked(double score) => Link switch
    {
        Link.Logistic => (float)(1 / (1 + Elementary.Exp(-score))),
        Link.Exponential => (float)Elementary.Exp(score),
        _ => (float)score,
    };

    private static void Softmax(Span<double> scores, Span<float> probabilities)
    {
        ClassModel.Normalise(scores);
        for (var k = 0; k < scores.Length; k++)
            probabilities[k] = (float)scores[k];
    }

    private void CheckRows(ReadOnlySpan<float> rows, int count)
    {
        if (rows.Length != (long)count * Features)
            throw new ArgumentException($"Expected {count} rows of {Features} features, found {rows.Length} numbers.", nameof(rows));
    }

    private void CheckSingle()
    {
        if (Outputs != 1)
            throw new InvalidOperationException($"The model has {Outputs} outputs; ask for probabilities.");
    }

    private void CheckProbability()
    {
        if (Link != Link.Logistic)
            throw new InvalidOperationException($"A model of the objective '{Objective}' predicts no probability of one class.");
    }
}
