using System.Buffers;
using System.Collections.ObjectModel;
using Kirana.Learn.Binning;
using Kirana.Numerics.Kernels;

namespace Kirana.Learn.Networks;

/// <summary>A fitted multilayer perceptron.</summary>
/// <remarks>Immutable and thread-safe. Predicting one row allocates nothing; many rows at once are quicker, and the same bits. Where a feature is
/// missing or infinite, unless it was constant in the fit, the prediction is NaN.</remarks>
public sealed partial class FeedforwardNetwork : TargetModel
{
    private const int BlockRows = 128;

    private readonly InputScale _scale;
    private readonly DenseLayer[] _layers;
    private readonly double _centre;
    private readonly double _spread;
    private readonly NetworkPoint[] _history;

    internal FeedforwardNetwork(
        FeatureColumn[] columns, string[] labels, InputScale scale, DenseLayer[] layers, Activation activation, double centre, double spread, NetworkPoint[] history, int bestEpoch)
        : base(columns, labels) => (_scale, _layers, Activation, _centre, _spread, _history, BestEpoch) = (scale, layers, activation, centre, spread, history, bestEpoch);

    /// <summary>What a hidden unit makes of its sum.</summary>
    public Activation Activation { get; }

    /// <summary>The number of layers of weights: one more than those of hidden units.</summary>
    public int Layers => _layers.Length;

    /// <summary>The losses of each epoch.</summary>
    public ReadOnlyCollection<NetworkPoint> History => _history.AsReadOnly();

    /// <summary>The epoch whose weights these are.</summary>
    public int BestEpoch { get; }

    private int Outputs => _layers[^1].Outputs;

    internal InputScale Scale => _scale;

    internal IReadOnlyList<DenseLayer> Dense => _layers;

    /// <summary>What a number's score is multiplied by, and what is added then.</summary>
    internal (double Spread, double Centre) Target => (_spread, _centre);

    /// <summary>The weights of a layer (inputs × units).</summary>
    /// <param name="layer">0 … <see cref="Layers"/> − 1.</param>
    public ReadOnlySpan<float> Weights(int layer) => _layers[layer].Weights;

    /// <summary>The biases of a layer (units).</summary>
    /// <param name="layer">0 … <see cref="Layers"/> − 1.</param>
    public ReadOnlySpan<float> Bias(int layer) => _layers[layer].Bias;

    private protected override void Numbers(ReadOnlySpan<float> rows, Span<float> predictions)
    {
        Scores(rows, predictions.Length, predictions);
        foreach (ref var prediction in predictions)
            prediction = (float)(_centre + _spread * prediction);
    }

    private protected override void Second(ReadOnlySpan<float> rows, Span<float> probabilities)
    {
        Scores(rows, probabilities.Length, probabilities);
        foreach (ref var probability in probabilities)
            probability = Logistic(probability);
    }

    private protected override void All(ReadOnlySpan<float> rows, Span<float> probabilities)
    {
        var count = probabilities.Length / Classes;
        Scores(rows, count, probabilities);
        if (Outputs == 1)
            // From the end, since the scores lie at the beginning of the same memory.
            for (var i = count - 1; i >= 0; i--)
                (probabilities[2 * i], probabilities[2 * i + 1]) = (Logistic(-probabilities[i]), Logistic(probabilities[i]));
        else
            for (var i = 0; i < count; i++)
                Softmax(probabilities.Slice(i * Classes, Classes));
    }

    /// <summary>The last layer's sums of rows.</summary>
    private void Scores(ReadOnlySpan<float> rows, int count, Span<float> scores)
    {
        var (pass, most) = (new NetworkPass(_layers, Activation), Math.Min(count, BlockRows) * Features);
        var rented = ArrayPool<float>.Shared.Rent(most);
        for (var start = 0; start < count; start += BlockRows)
        {
            var block = Math.Min(BlockRows, count - start);
            var scaled = rented.AsSpan(0, block * Features);
            var own = scores.Slice(start * Outputs, block * Outputs);
            _scale.Apply(rows.Slice(start * Features, scaled.Length), scaled);
            pass.Run(scaled, block, own);
            // A unit that is cut off at 0 would hide what is missing.
            for (var i = 0; i < block; i++)
                foreach (var value in scaled.Slice(i * Features, Features))
                    if (!float.IsFinite(value))
                        own.Slice(i * Outputs, Outputs).Fill(float.NaN);
        }

        ArrayPool<float>.Shared.Return(rented);
    }

    private static float Logistic(float score)
    {
        var small = Elementary.Exp(-Math.Abs((double)score));
        return (float)((score >= 0 ? 1 : small) / (1 + small));
    }

    private static void Softmax(Span<float> scores)
    {
        var (greatest, sum) = ((double)scores[0], 0.0);
        foreach (var score in scores)
            greatest = Math.Max(greatest, score);
        foreach (var score in scores)
            sum += Elementary.Exp(score - greatest);
        foreach (ref var score in scores)
            score = (float)(Elementary.Exp(score - greatest) / sum);
    }
}
