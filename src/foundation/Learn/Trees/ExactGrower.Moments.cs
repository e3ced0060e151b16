using Kirana.Learn.Binning;
using Kirana.Learn.Trees.Kernels;

namespace Kirana.Learn.Trees;

internal sealed partial class ExactGrower
{
    /// <summary>Whether a cut's gain follows from sums of targets and weights alone.</summary>
    private static bool HasMoments(SplitCriterion criterion, int classes) =>
        criterion == SplitCriterion.Squared || (criterion == SplitCriterion.Gini && classes <= 2);

    /// <summary>Weight × (target − shift) of each row.</summary>
    private static double[] Moments(LabelledRows rows, double shift)
    {
        var moments = new double[rows.Rows];
        for (var row = 0; row < moments.Length; row++)
            moments[row] = (rows.Targets[row] - shift) * (rows.Weights.Length == 0 ? 1 : rows.Weights[row]);
        return moments;
    }

    /// <summary>The sums of some rows.</summary>
    private CellSums MomentsOf(ReadOnlySpan<int> rows)
    {
        var sums = new CellSums { Rows = rows.Length };
        foreach (var row in rows)
            (sums.Target, sums.Weight) = (sums.Target + _moments![row], sums.Weight + Weight(row));
        return sums;
    }

    private (double Target, double Weight) MomentsOf(ReadOnlySpan<ValueOfRow> list)
    {
        var (target, weight) = (0.0, 0.0);
        foreach (var own in list)
            (target, weight) = (target + _moments![own.Row], weight + Weight(own.Row));
        return (target, weight);
    }

    /// <summary>What a gain is multiplied by to be the D·W that cuts are compared by; see <see cref="MomentScan"/>.</summary>
    private double Scale(double weight) => weight / (_criterion == SplitCriterion.Gini ? 2 : 1);

    /// <summary>The best cut of a numeric feature.</summary>
    private void ScanMoments(int feature, ReadOnlySpan<ValueOfRow> list, in CellSums whole, ref ExactSplit best)
    {
        var scale = Scale(whole.Weight);
        var missing = MissingAtEnd(list);
        var present = list[..^missing];
        var least = _options.MinRowsPerLeaf;
        var most = best.Gain * scale;
        var sums = new MomentSums(whole.Target, whole.Weight, 0, 0);
        // Where values are missing, the cut behind the last one parts them from the others.
        var cut = MomentScan.Best(present, _moments, _rows.Weights, sums, least - 1, Math.Min(list.Length - least, present.Length - (missing > 0 ? 0 : 1)), ref most);
        var missingLeft = false;
        if (missing > 0)
        {
            var (missingTarget, missingWeight) = MomentsOf(list[^missing..]);
            sums = sums with { LeftTarget = missingTarget, LeftWeight = missingWeight };
            var other = MomentScan.Best(
                present, _moments, _rows.Weights, sums, Math.Max(0, least - 1 - missing), Math.Min(present.Length - least, present.Length - 1), ref most);
            if (other >= 0)
                (cut, missingLeft) = (other, true);
        }

        if (cut < 0)
            return;
        best = new ExactSplit
        {
            Feature = feature,
            Gain = most / scale,
            // Rows to come that lack a value no row of the node lacked follow the majority.
            MissingLeft = missing > 0 ? missingLeft : 2 * (cut + 1) >= list.Length,
            Threshold = cut + 1 == present.Length ? float.PositiveInfinity : NumericCuts.Middle(present[cut].Value, present[cut + 1].Value),
        };
    }
}
