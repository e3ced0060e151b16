using Kirana.Data;
using Kirana.Data.Fitting;

namespace Kirana.Forecast.Hierarchy;

/// <summary>Each bottom series gets its share of the forecast of an anchor above it.</summary>
internal sealed class ProportionReconciliation : Reconciliation
{
    private readonly int[] _anchors;
    private readonly double[]? _shares;

    private ProportionReconciliation(string name, SeriesHierarchy hierarchy, int[] anchors, double[]? shares) : base(name, hierarchy) =>
        (_anchors, _shares) = (anchors, shares);

    /// <param name="name">The method's name.</param>
    /// <param name="hierarchy">The hierarchy.</param>
    /// <param name="anchors">For each bottom series the one whose forecast is handed down to it.</param>
    /// <param name="kind">The shares.</param>
    /// <param name="past">The past, for historical shares.</param>
    public static ProportionReconciliation Create(string name, SeriesHierarchy hierarchy, int[] anchors, ProportionKind kind, HierarchyPast past)
    {
        if (kind != ProportionKind.ForecastProportions)
            return new ProportionReconciliation(name, hierarchy, anchors, PastShares(hierarchy, anchors, kind, past));
        if (!hierarchy.IsTree)
            throw new ArgumentException("Forecast proportions need a tree; in this hierarchy a series is part of several sums. Take shares of the past.", nameof(hierarchy));
        return new ProportionReconciliation(name, hierarchy, anchors, shares: null);
    }

    internal override IBottomRule Prepare(BaseSums sums, FitContext context)
    {
        var steps = sums.Means.Steps;
        var shares = new double[(long)_anchors.Length * steps];
        for (var i = 0; i < _anchors.Length; i++)
            shares.AsSpan(i * steps, steps).Fill(_shares is null ? 1 : _shares[i]);
        if (_shares is null)
            FollowForecasts(sums.Means, shares);
        return new ShareRule(_anchors, Hierarchy.AggregateCount, shares, steps, sums);
    }

    /// <summary>The product of the shares among siblings on the way up to the anchor.</summary>
    private void FollowForecasts(SeriesMatrix means, double[] shares)
    {
        var steps = means.Steps;
        var siblings = new SeriesMatrix(Hierarchy.AggregateCount, steps);
        for (var i = 0; i < Hierarchy.AggregateCount; i++)
            foreach (var child in Hierarchy.ChildrenOf(i))
                Numerics.Kernels.Axpy.Add(1, means.Row(child), siblings.Row(i));
        for (var i = 0; i < _anchors.Length; i++)
            for (var at = Hierarchy.AggregateCount + i; at != _anchors[i]; at = Hierarchy.ParentsOf(at)[0])
            {
                var parent = Hierarchy.ParentsOf(at)[0];
                for (var k = 0; k < steps; k++)
                    shares[i * steps + k] *= siblings[parent, k] == 0 ? 1.0 / Hierarchy.ChildrenOf(parent).Length : means[at, k] / siblings[parent, k];
            }
    }

    private static double[] PastShares(SeriesHierarchy hierarchy, int[] anchors, ProportionKind kind, HierarchyPast past)
    {
        var observations = past.Observations ?? throw new ArgumentException("Shares of the past need observations; none are given.", nameof(past));
        hierarchy.CheckRows(observations, nameof(past));
        var shares = new double[anchors.Length];
        var sums = new double[hierarchy.Count];
        var members = new int[hierarchy.Count];
        for (var i = 0; i < shares.Length; i++)
        {
            shares[i] = Share(observations.Row(hierarchy.AggregateCount + i), observations.Row(anchors[i]), kind);
            if (!double.IsFinite(shares[i]))
                throw new DataException($"The share of '{hierarchy.KeyOf(hierarchy.AggregateCount + i)}' in '{hierarchy.KeyOf(anchors[i])}' is {shares[i]}; expected a finite number.")
                {
                    Code = "bad-value", Row = hierarchy.AggregateCount + i + 1, Hint = "Check the past of both series for infinite values.",
                };
            sums[anchors[i]] += shares[i];
            members[anchors[i]]++;
        }

        // Shares of a past with gaps need not add up to one, and a past of zeros has none.
        for (var i = 0; i < shares.Length; i++)
            shares[i] = sums[anchors[i]] == 0 ? 1.0 / members[anchors[i]] : shares[i] / sums[anchors[i]];
        return shares;
    }

    private static double Share(ReadOnlySpan<double> part, ReadOnlySpan<double> whole, ProportionKind kind)
    {
        var (sum, wholeSum, count) = (0.0, 0.0, 0);
        for (var t = 0; t < part.Length; t++)
        {
            if (double.IsNaN(part[t]) || double.IsNaN(whole[t]) || (kind == ProportionKind.AverageProportions && whole[t] == 0))
                continue;
            sum += kind == ProportionKind.AverageProportions ? part[t] / whole[t] : part[t];
            wholeSum += whole[t];
            count++;
        }

        if (kind == ProportionKind.AverageProportions)
            return count == 0 ? 0 : sum / count;
        return wholeSum == 0 ? 0 : sum / wholeSum;
    }
}
