using System.Runtime.CompilerServices;
using Kirana.Learn.Binning;

namespace Kirana.Learn.Trees;

internal sealed partial class ExactGrower
{
    /// <summary>The best cut of a feature of few values.</summary>
    private void ScanCells(int feature, SparseFeature own, in CellSums whole, ref ExactSplit best)
    {
        var sums = _sparse!.SumsOf(own);
        ScanCells(feature, own.Values, sums, whole, missingLeft: false, ref best);
        if (sums[^1].Rows > 0)
            ScanCells(feature, own.Values, sums, whole, missingLeft: true, ref best);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ScanCells(int feature, float[] values, ReadOnlySpan<CellSums> sums, in CellSums whole, bool missingLeft, ref ExactSplit best)
    {
        var (scale, cut) = (Scale(whole.Weight), -1);
        var (most, left, leftRows) = (best.Gain * scale, missingLeft ? sums[^1] : default, 0);
        for (var value = 0; value < values.Length; value++)
        {
            if (sums[value].Rows == 0)
                continue;
            left += sums[value];
            // Where values are missing, the cut behind the last one parts them from the others.
            if (whole.Rows - left.Rows < Math.Max(1, _options.MinRowsPerLeaf))
                break;
            if (left.Rows < _options.MinRowsPerLeaf)
                continue;
            var distance = left.Target * whole.Weight - whole.Target * left.Weight;
            var product = left.Weight * (whole.Weight - left.Weight);
            // Rounding alone does not decide between cuts.
            if (product > 0 && distance * distance > most * (1 + 1e-12) * product)
                (cut, most, leftRows) = (value, distance * distance / product, left.Rows);
        }

        if (cut < 0)
            return;
        var next = cut + 1;
        while (next < values.Length && sums[next].Rows == 0)
            next++;
        best = new ExactSplit
        {
            Feature = feature,
            Gain = most / scale,
            // Rows to come that lack a value no row of the node lacked follow the majority.
            MissingLeft = sums[^1].Rows > 0 ? missingLeft : 2 * leftRows >= whole.Rows,
            Threshold = next == values.Length ? float.PositiveInfinity : NumericCuts.Middle(values[cut], values[next]),
        };
    }

    /// <summary>Says which way the node's rows go by a feature of few values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SendCells(in ExactSplit split, SparseFeature feature, ReadOnlySpan<int> rows)
    {
        Span<byte> goesLeft = stackalloc byte[FewValues.Most + 1];
        for (var value = 0; value < feature.Values.Length; value++)
            goesLeft[value] = feature.Values[value] <= split.Threshold ? (byte)1 : (byte)0;
        goesLeft[feature.Values.Length] = split.MissingLeft ? (byte)1 : (byte)0;
        _lists.Send(rows, feature.Codes, goesLeft);
    }
}
