namespace Kirana.Learn.Metrics;

public sealed partial class ThresholdCurve
{
    /// <summary>The threshold whose decisions are worth most on these rows, calling none or all positive included.</summary>
    /// <remarks>For calibrated probabilities theory names the threshold without any row (<see cref="DecisionValues.Threshold"/>); where the
    /// two lie far apart, the probabilities are not calibrated. Between equal values the highest threshold is taken: fewest are called.</remarks>
    /// <param name="values">What each outcome is worth.</param>
    /// <exception cref="ArgumentException">A value is not finite.</exception>
    public DecisionThreshold BestFor(DecisionValues values)
    {
        ArgumentNullException.ThrowIfNull(values);
        values.Check();
        var total = Positives + Negatives;
        var (best, place) = (Worth(values, 0, 0), -1);
        for (var i = 0; i < _thresholds.Length; i++)
            if (Worth(values, _truePositives[i], _falsePositives[i]) is var worth && worth > best)
                (best, place) = (worth, i);
        return place < 0
            ? new DecisionThreshold(double.PositiveInfinity, best / total, Matrix(0, 0))
            : new DecisionThreshold(_thresholds[place], best / total, Matrix(_truePositives[place], _falsePositives[place]));
    }

    private double Worth(DecisionValues values, double hits, double alarms) =>
        values.TruePositive * hits + values.FalsePositive * alarms + values.FalseNegative * (Positives - hits) + values.TrueNegative * (Negatives - alarms);
}
