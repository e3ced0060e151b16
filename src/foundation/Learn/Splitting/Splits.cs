using System.Runtime.CompilerServices;

namespace Kirana.Learn.Splitting;

/// <summary>What numeric and categorical splits have in common.</summary>
internal static class Splits
{
    /// <summary>The least hessian a child must have: both the rule about hessians and the one about rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double LeastHessian(in LeafSums leaf, SplitRules rules)
    {
        // Rows are not counted in histograms; a child has about as large a share of the rows as of the hessian.
        var perRow = leaf.Hessian / Math.Max(1, leaf.Rows);
        return Math.Max(Math.Max(rules.MinHessian, double.Epsilon), (rules.MinRows - 0.5) * perRow);
    }

    /// <summary>What the gains of both children together must exceed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Floor(in LeafSums leaf, SplitRules rules)
    {
        var own = rules.Gain(leaf.Gradient, leaf.Hessian, rules.L2, leaf.Clamp(rules.Value(leaf.Gradient, leaf.Hessian, rules.L2)));
        // The last term keeps rounding alone from looking like a gain.
        return own + 2 * rules.MinGain + 1e-12 * Math.Abs(own);
    }

    /// <summary>The gains of both children together; −∞ where the feature's direction forbids the split.</summary>
    public static double Gain(double left, double leftHessian, double right, double rightHessian, in LeafSums leaf, SplitRules rules, double l2, int feature)
    {
        var leftValue = leaf.Clamp(rules.Value(left, leftHessian, l2));
        var rightValue = leaf.Clamp(rules.Value(right, rightHessian, l2));
        if (rules.Direction(feature) * (rightValue - leftValue) < 0)
            return double.NegativeInfinity;
        return rules.Gain(left, leftHessian, l2, leftValue) + rules.Gain(right, rightHessian, l2, rightValue);
    }

    /// <summary>The split of a candidate, with the children's values and bounds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Split Of(in SplitCandidate candidate, in LeafSums leaf, SplitRules rules)
    {
        var (gradient, hessian) = (candidate.Gradient, candidate.Hessian);
        var (right, rightHessian) = (leaf.Gradient - gradient, leaf.Hessian - hessian);
        var leftValue = leaf.Clamp(rules.Value(gradient, hessian, candidate.L2));
        var rightValue = leaf.Clamp(rules.Value(right, rightHessian, candidate.L2));

        // A monotone split parts the range at the middle, so that no later leaf of one side can pass one of the other.
        var middle = (leftValue + rightValue) / 2;
        var direction = rules.Direction(candidate.Feature);
        var (leftLower, leftUpper) = (direction < 0 ? middle : leaf.Lower, direction > 0 ? middle : leaf.Upper);
        var (rightLower, rightUpper) = (direction > 0 ? middle : leaf.Lower, direction < 0 ? middle : leaf.Upper);
        var leftRows = (int)Math.Clamp(Math.Round(hessian / leaf.Hessian * leaf.Rows), 0, leaf.Rows);
        return new Split
        {
            Feature = candidate.Feature,
            Gain = candidate.Gain,
            Bin = candidate.Bin,
            LeftBins = candidate.LeftBins,
            ReservedLeft = candidate.ReservedLeft,
            Left = new LeafSums(gradient, hessian, leftRows, leftLower, leftUpper),
            Right = new LeafSums(right, rightHessian, leaf.Rows - leftRows, rightLower, rightUpper),
            LeftValue = leftValue,
            RightValue = rightValue,
        };
    }
}
