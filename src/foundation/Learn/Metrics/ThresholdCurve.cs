namespace Kirana.Learn.Metrics;

/// <summary>What becomes of two classes at every threshold of a score: how many of each lie at or above it.</summary>
/// <remarks>
/// Rows are sorted once; the ROC and precision–recall curves, their areas and the cheapest threshold all read the same sums. Rows of equal
/// score stand or fall together, so ties have no order that could help or harm. Cost: O(n). Immutable and thread-safe.
/// Fawcett, "An introduction to ROC analysis", Pattern Recognition Letters 27 (2006), algorithms 1 and 2.
/// </remarks>
public sealed partial class ThresholdCurve
{
    private readonly double[] _thresholds;
    private readonly double[] _truePositives;
    private readonly double[] _falsePositives;

    private ThresholdCurve(double[] thresholds, double[] truePositives, double[] falsePositives)
    {
        _thresholds = thresholds;
        _truePositives = truePositives;
        _falsePositives = falsePositives;
    }

    /// <summary>The distinct scores, descending; a row is called positive if its score is at least the threshold.</summary>
    public ReadOnlySpan<double> Thresholds => _thresholds;

    /// <summary>For each threshold the weight of positive rows at or above it.</summary>
    public ReadOnlySpan<double> TruePositives => _truePositives;

    /// <summary>For each threshold the weight of negative rows at or above it.</summary>
    public ReadOnlySpan<double> FalsePositives => _falsePositives;

    /// <summary>The weight of all positive rows.</summary>
    public double Positives => _truePositives[^1];

    /// <summary>The weight of all negative rows.</summary>
    public double Negatives => _falsePositives[^1];

    /// <summary>Sorts rows by their scores.</summary>
    /// <param name="truths">For each row more than 0 if it belongs to the positive class (n).</param>
    /// <param name="scores">The higher, the likelier positive (n); infinities are allowed, NaN is not.</param>
    /// <param name="weights">The weight of each row, from 0 up (n); empty for 1 each.</param>
    /// <exception cref="ArgumentException">Lengths differ, there is no row, a score is NaN, or a weight is negative or not finite.</exception>
    public static ThresholdCurve Of(ReadOnlySpan<float> truths, ReadOnlySpan<double> scores, ReadOnlySpan<float> weights = default)
    {
        BinaryRows.Check(truths, scores, weights);
        var (keys, signed) = (new ulong[scores.Length], new float[scores.Length]);
        for (var row = 0; row < keys.Length; row++)
        {
            keys[row] = SortedScores.Key(scores[row]);
            // The weight tells the class by its sign, so that one number goes with each score.
            var weight = weights.IsEmpty ? 1 : weights[row];
            signed[row] = truths[row] > 0 ? weight : -weight;
        }

        (keys, signed) = SortedScores.Sort(keys, signed);
        return OfSorted(keys, signed);
    }

    private static ThresholdCurve OfSorted(ulong[] keys, float[] signed)
    {
        var distinct = 1;
        for (var i = 1; i < keys.Length; i++)
            distinct += keys[i] != keys[i - 1] ? 1 : 0;
        var (thresholds, truePositives, falsePositives) = (new double[distinct], new double[distinct], new double[distinct]);
        var (positive, negative, place) = (0.0, 0.0, 0);
        for (var i = 0; i < keys.Length; i++)
        {
            positive += Math.Max(0, signed[i]);
            negative += Math.Max(0, -signed[i]);
            if (i + 1 < keys.Length && keys[i + 1] == keys[i])
                continue;
            (thresholds[place], truePositives[place], falsePositives[place]) = (SortedScores.Score(keys[i]), positive, negative);
            place++;
        }

        return new ThresholdCurve(thresholds, truePositives, falsePositives);
    }

    /// <summary>The area under the ROC curve: the chance that a positive row is scored above a negative one, ties counting half.</summary>
    /// <returns>0.5 for a score that knows nothing; NaN where one class has no weight.</returns>
    public double RocArea()
    {
        var (area, hits, alarms) = (0.0, 0.0, 0.0);
        for (var i = 0; i < _thresholds.Length; i++)
        {
            area += (_falsePositives[i] - alarms) * (_truePositives[i] + hits);
            (hits, alarms) = (_truePositives[i], _falsePositives[i]);
        }

        return area / (2 * Positives * Negatives);
    }

    /// <summary>Average precision, Σ (Rₖ − Rₖ₋₁)·Pₖ over the thresholds: the area under the precision–recall curve as steps.</summary>
    /// <returns>The share of positive rows for a score that knows nothing; NaN where no row is positive.</returns>
    public double AveragePrecision()
    {
        var (sum, before) = (0.0, 0.0);
        for (var i = 0; i < _thresholds.Length; i++)
        {
            if (_truePositives[i] > before)
                sum += (_truePositives[i] - before) * Precision(i);
            before = _truePositives[i];
        }

        return sum / Positives;
    }

    /// <summary>The points of the ROC curve from (0, 0) to (1, 1); those on a straight line between others are left out.</summary>
    /// <returns>False positive rate and recall of each point, ascending; NaN where a class has no weight.</returns>
    public IReadOnlyList<CurveValue> Roc()
    {
        var points = new List<CurveValue> { new(double.PositiveInfinity, 0, 0) };
        for (var i = 0; i < _thresholds.Length; i++)
            if (i + 1 == _thresholds.Length || Bends(i))
                points.Add(new CurveValue(_thresholds[i], _falsePositives[i] / Negatives, _truePositives[i] / Positives));
        return points;
    }

    /// <summary>The points of the precision–recall curve, from the highest threshold to the one that finds every positive row.</summary>
    /// <returns>Recall and precision of each point, recall ascending.</returns>
    public IReadOnlyList<CurveValue> PrecisionRecall()
    {
        var points = new List<CurveValue>();
        for (var i = 0; i < _thresholds.Length && (i == 0 || _truePositives[i - 1] < Positives); i++)
            points.Add(new CurveValue(_thresholds[i], _truePositives[i] / Positives, Precision(i)));
        return points;
    }

    /// <summary>What a threshold decides.</summary>
    /// <param name="threshold">Rows scored at least this are called positive.</param>
    public ConfusionMatrix At(double threshold)
    {
        // Thresholds descend: the last that is at least the one asked for.
        var (low, high) = (0, _thresholds.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _thresholds[middle] >= threshold ? (middle + 1, high) : (low, middle);
        }

        return low == 0 ? Matrix(0, 0) : Matrix(_truePositives[low - 1], _falsePositives[low - 1]);
    }

    private ConfusionMatrix Matrix(double hits, double alarms) => ConfusionMatrix.OfTwo(Negatives - alarms, alarms, Positives - hits, hits);

    private double Precision(int place) => _truePositives[place] + _falsePositives[place] is > 0 and var called ? _truePositives[place] / called : 0;

    private bool Bends(int place)
    {
        var (hits, alarms) = place == 0 ? (0.0, 0.0) : (_truePositives[place - 1], _falsePositives[place - 1]);
        // Exact for whole weights; for others a point too many does no harm.
        return (_truePositives[place] - hits) * (_falsePositives[place + 1] - _falsePositives[place])
            - (_falsePositives[place] - alarms) * (_truePositives[place + 1] - _truePositives[place]) is not 0;
    }
}
