using Kirana.Learn.Metrics;

namespace Kirana.Learn.Calibration;

/// <summary>Isotonic calibration: of all maps that never fall the one nearest to what came. It fits any monotone distortion, and needs a thousand rows or more.</summary>
/// <remarks>Zadrozny and Elkan, KDD 2002, by pooling adjacent violators (Ayer et al. 1955), O(n) after sorting. Between the scores it was
/// fitted on it goes straight; beyond them it stays. Immutable and thread-safe.</remarks>
public sealed class IsotonicCalibration : IProbabilityCalibration
{
    private readonly double[] _scores;
    private readonly double[] _probabilities;

    private IsotonicCalibration(double[] scores, double[] probabilities)
    {
        _scores = scores;
        _probabilities = probabilities;
    }

    /// <summary>The scores at which the map bends, ascending.</summary>
    public ReadOnlySpan<double> Scores => _scores;

    /// <summary>The probabilities there, never falling.</summary>
    public ReadOnlySpan<double> Probabilities => _probabilities;

    /// <summary>Fits the map.</summary>
    /// <param name="truths">More than 0 for the positive class (n).</param>
    /// <param name="scores">Finite scores, the higher the likelier positive (n).</param>
    /// <param name="weights">The weight of each row, from 0 up (n); empty for 1 each.</param>
    /// <exception cref="ArgumentException">Lengths differ, a score is not finite, or one class has no weight.</exception>
    public static IsotonicCalibration Fit(ReadOnlySpan<float> truths, ReadOnlySpan<double> scores, ReadOnlySpan<float> weights = default)
    {
        CalibrationRows.Check(truths, scores, weights);
        var curve = ThresholdCurve.Of(truths, scores, weights);
        var blocks = new List<Block>();
        var (hits, alarms) = (curve.Positives, curve.Negatives);
        // Thresholds descend; pooling goes up, so the sums are taken apart from their end.
        for (var i = curve.Thresholds.Length - 1; i >= 0; i--)
        {
            var (before, alarmsBefore) = i == 0 ? (0.0, 0.0) : (curve.TruePositives[i - 1], curve.FalsePositives[i - 1]);
            var weight = hits - before + alarms - alarmsBefore;
            if (weight > 0)
                Pool(blocks, new Block(curve.Thresholds[i], curve.Thresholds[i], hits - before, weight));
            (hits, alarms) = (before, alarmsBefore);
        }

        var (at, value) = (new List<double>(), new List<double>());
        foreach (var block in blocks)
            foreach (var score in block.From < block.To ? [block.From, block.To] : new[] { block.From })
            {
                at.Add(score);
                value.Add(block.Positive / block.Weight);
            }

        return new IsotonicCalibration([.. at], [.. value]);
    }

    private static void Pool(List<Block> blocks, Block next)
    {
        while (blocks.Count > 0 && blocks[^1].Positive * next.Weight >= next.Positive * blocks[^1].Weight)
        {
            next = new Block(blocks[^1].From, next.To, blocks[^1].Positive + next.Positive, blocks[^1].Weight + next.Weight);
            blocks.RemoveAt(blocks.Count - 1);
        }

        blocks.Add(next);
    }

    /// <inheritdoc/>
    public double Probability(double score)
    {
        var place = Array.BinarySearch(_scores, score);
        if (place >= 0)
            return _probabilities[place];
        var above = ~place;
        if (above == 0 || above == _scores.Length)
            return _probabilities[above == 0 ? 0 : ^1];
        var share = (score - _scores[above - 1]) / (_scores[above] - _scores[above - 1]);
        return _probabilities[above - 1] + share * (_probabilities[above] - _probabilities[above - 1]);
    }

    private readonly record struct Block(double From, double To, double Positive, double Weight);
}
