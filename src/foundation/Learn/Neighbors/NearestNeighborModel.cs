using System.Buffers;
using Kirana.Learn.Binning;
using Kirana.Learn.Networks;

namespace Kirana.Learn.Neighbors;

/// <summary>Rows of which the nearest are asked.</summary>
/// <remarks>Immutable and thread-safe. Predicting one row allocates nothing; many rows at once are quicker, and the same bits. Where a feature is missing or infinite, unless it was constant
/// in the fit, the prediction is NaN.</remarks>
public sealed partial class NearestNeighborModel : TargetModel
{
    private const int BlockRows = 64;

    private readonly InputScale _scale;
    private readonly NeighborRows _rows;
    private readonly float[] _targets;
    private readonly float[] _weights;

    internal NearestNeighborModel(
        FeatureColumn[] columns, string[] labels, InputScale scale, NeighborRows rows, float[] targets, float[] weights, int neighbors, NeighborWeighting weighting, NeighborMetric metric)
        : base(columns, labels) => (_scale, _rows, _targets, _weights, Neighbors, Weighting, Metric) = (scale, rows, targets, weights, neighbors, weighting, metric);

    /// <summary>How many of the nearest rows count.</summary>
    public int Neighbors { get; }

    /// <summary>How much each counts.</summary>
    public NeighborWeighting Weighting { get; }

    /// <summary>How far rows lie apart.</summary>
    public NeighborMetric Metric { get; }

    /// <summary>The number of rows that are asked: those of the fit with a weight.</summary>
    public int Rows => _rows.Count;

    private protected override void Numbers(ReadOnlySpan<float> rows, Span<float> predictions) => Ask(rows, predictions.Length, 1, predictions);

    // The mean place, 0 or 1, is the share of the second class.
    private protected override void Second(ReadOnlySpan<float> rows, Span<float> probabilities) => Ask(rows, probabilities.Length, 1, probabilities);

    private protected override void All(ReadOnlySpan<float> rows, Span<float> probabilities) => Ask(rows, probabilities.Length / Classes, Classes, probabilities);

    /// <summary>Means of the targets, or shares of classes where each row takes more than one number.</summary>
    private void Ask(ReadOnlySpan<float> rows, int count, int each, Span<float> answers)
    {
        var most = Math.Min(count, BlockRows);
        var (features, distances, nearest) = (ArrayPool<float>.Shared.Rent(most * Features), ArrayPool<float>.Shared.Rent(most * Neighbors), ArrayPool<int>.Shared.Rent(most * Neighbors));
        for (var start = 0; start < count; start += BlockRows)
        {
            var block = Math.Min(BlockRows, count - start);
            var scaled = features.AsSpan(0, block * Features);
            _scale.Apply(rows.Slice(start * Features, scaled.Length), scaled);
            _rows.Find(scaled, Neighbors, distances.AsSpan(0, block * Neighbors), nearest.AsSpan(0, block * Neighbors));
            for (var i = 0; i < block; i++)
            {
                var own = answers.Slice((start + i) * each, each);
                if (IsFinite(scaled.Slice(i * Features, Features)))
                    Answer(distances.AsSpan(i * Neighbors, Neighbors), nearest.AsSpan(i * Neighbors, Neighbors), own);
                else
                    own.Fill(float.NaN);
            }
        }

        ArrayPool<float>.Shared.Return(features);
        ArrayPool<float>.Shared.Return(distances);
        ArrayPool<int>.Shared.Return(nearest);
    }

    private void Answer(ReadOnlySpan<float> distances, ReadOnlySpan<int> rows, Span<float> answers)
    {
        answers.Clear();
        var (all, sum) = (0.0, 0.0);
        for (var i = 0; i < rows.Length; i++)
            all += Share(distances, rows, i);
        for (var i = 0; i < rows.Length; i++)
        {
            var share = Share(distances, rows, i) / all;
            if (answers.Length == 1)
                sum += share * _targets[rows[i]];
            else
                answers[(int)_targets[rows[i]]] += (float)share;
        }

        if (answers.Length == 1)
            answers[0] = (float)sum;
    }

    private double Share(ReadOnlySpan<float> distances, ReadOnlySpan<int> rows, int place)
    {
        double weight = _weights.Length == 0 ? 1 : _weights[rows[place]];
        if (Weighting == NeighborWeighting.Uniform)
            return weight;
        if (distances[0] is 0)
            return distances[place] is 0 ? weight : 0;
        return weight / (Metric == NeighborMetric.Euclidean ? Math.Sqrt(distances[place]) : distances[place]);
    }

    private static bool IsFinite(ReadOnlySpan<float> row)
    {
        foreach (var value in row)
            if (!float.IsFinite(value))
                return false;
        return true;
    }
}
