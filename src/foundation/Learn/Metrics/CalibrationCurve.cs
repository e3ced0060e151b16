namespace Kirana.Learn.Metrics;

/// <summary>Whether probabilities mean what they say: of the rows given about 30 %, do 30 % turn out positive? Immutable and thread-safe.</summary>
/// <remarks>Murphy and Winkler (1977); the expected calibration error is that of Naeini, Cooper and Hauskrecht, AAAI 2015.</remarks>
public sealed class CalibrationCurve
{
    private CalibrationCurve(IReadOnlyList<CalibrationBin> bins) => Bins = bins;

    /// <summary>The bins that hold a row, by probability ascending.</summary>
    public IReadOnlyList<CalibrationBin> Bins { get; }

    /// <summary>ECE: the mean distance between what was said and what came, weighted by the rows of the bins.</summary>
    public double ExpectedError => Bins.Sum(bin => bin.Weight * Math.Abs(bin.Said - bin.Came)) / Bins.Sum(bin => bin.Weight);

    /// <summary>MCE: the largest distance of a bin.</summary>
    public double LargestError => Bins.Max(bin => Math.Abs(bin.Said - bin.Came));

    /// <summary>Bins of equal width over [0, 1]; a probability on a border belongs to the bin below.</summary>
    /// <param name="truths">More than 0 for the positive class (n).</param>
    /// <param name="probabilities">The probability of the positive class, in [0, 1] (n).</param>
    /// <param name="bins">The number of bins, 1 to 100,000; 20 by default.</param>
    /// <param name="weights">The weight of each row, from 0 up (n); empty for 1 each.</param>
    /// <exception cref="ArgumentException">Lengths differ, there is no row, or a number lies outside its range.</exception>
    public static CalibrationCurve OfEqualWidth(ReadOnlySpan<float> truths, ReadOnlySpan<double> probabilities, int bins = 20, ReadOnlySpan<float> weights = default)
    {
        Check(truths, probabilities, bins, weights);
        var sums = new CalibrationBin[bins];
        for (var row = 0; row < probabilities.Length; row++)
        {
            ref var bin = ref sums[Math.Max(0, (int)Math.Ceiling(probabilities[row] * bins) - 1)];
            var weight = BinaryRows.Weight(weights, row);
            bin = new CalibrationBin(bin.Said + weight * probabilities[row], bin.Came + (truths[row] > 0 ? weight : 0), bin.Weight + weight);
        }

        return new CalibrationCurve([.. sums.Where(bin => bin.Weight > 0).Select(Mean)]);
    }

    /// <summary>Bins of about equal numbers of rows: a better sight where most probabilities are small. Equal probabilities share a bin.</summary>
    /// <param name="truths">More than 0 for the positive class (n).</param>
    /// <param name="probabilities">The probability of the positive class, in [0, 1] (n).</param>
    /// <param name="bins">The most bins, 1 to 100,000; 20 by default.</param>
    /// <param name="weights">The weight of each row, from 0 up (n); empty for 1 each.</param>
    /// <exception cref="ArgumentException">Lengths differ, there is no row, or a number lies outside its range.</exception>
    public static CalibrationCurve OfEqualShare(ReadOnlySpan<float> truths, ReadOnlySpan<double> probabilities, int bins = 20, ReadOnlySpan<float> weights = default)
    {
        Check(truths, probabilities, bins, weights);
        var curve = ThresholdCurve.Of(truths, probabilities, weights);
        var share = (curve.Positives + curve.Negatives) / bins;
        var (all, own) = (new List<CalibrationBin>(), new CalibrationBin(0, 0, 0));
        // Thresholds descend, so bins are made from the highest probability down.
        for (var (i, hits, alarms) = (0, 0.0, 0.0); i < curve.Thresholds.Length; i++)
        {
            var (came, missed) = (curve.TruePositives[i] - hits, curve.FalsePositives[i] - alarms);
            (hits, alarms) = (curve.TruePositives[i], curve.FalsePositives[i]);
            own = new CalibrationBin(own.Said + (came + missed) * curve.Thresholds[i], own.Came + came, own.Weight + came + missed);
            if (own.Weight < share && i + 1 < curve.Thresholds.Length)
                continue;
            if (own.Weight > 0)
                all.Add(Mean(own));
            own = new CalibrationBin(0, 0, 0);
        }

        all.Reverse();
        return new CalibrationCurve(all);
    }

    private static void Check(ReadOnlySpan<float> truths, ReadOnlySpan<double> probabilities, int bins, ReadOnlySpan<float> weights)
    {
        if (bins is < 1 or > 100_000)
            throw new ArgumentOutOfRangeException(nameof(bins), bins, "Expected 1 to 100,000 bins.");
        ProbabilityLoss.Check(truths, probabilities, weights);
    }

    private static CalibrationBin Mean(CalibrationBin sums) => new(sums.Said / sums.Weight, sums.Came / sums.Weight, sums.Weight);
}
