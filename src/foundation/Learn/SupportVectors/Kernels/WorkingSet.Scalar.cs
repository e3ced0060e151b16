namespace Kirana.Learn.SupportVectors.Kernels;

internal static partial class WorkingSet
{
    /// <summary>The plain form that defines the bits of the result.</summary>
    private static int MoveScalar(
        Span<double> f, ReadOnlySpan<float> first, ReadOnlySpan<float> second, double step, ReadOnlySpan<double> up, ReadOnlySpan<double> low, out double greatest)
    {
        var (place, best) = (-1, double.PositiveInfinity);
        greatest = double.NegativeInfinity;
        for (var t = 0; t < f.Length; t++)
        {
            f[t] = Math.FusedMultiplyAdd(step, (double)first[t] - second[t], f[t]);
            if (f[t] + up[t] < best)
                (place, best) = (t, f[t] + up[t]);
            greatest = greatest < f[t] + low[t] ? f[t] + low[t] : greatest;
        }

        return place;
    }

    /// <summary>The plain form that defines the bits of the result.</summary>
    private static int PartnerScalar(
        ReadOnlySpan<double> f, ReadOnlySpan<float> column, ReadOnlySpan<double> diagonal, ReadOnlySpan<double> low, double own, double ownDiagonal, double least)
    {
        var (place, best) = (-1, 0.0);
        for (var t = 0; t < f.Length; t++)
            if (Gain(f[t], column[t], diagonal[t], low[t], own, ownDiagonal, least) is var gain && best < gain)
                (place, best) = (t, gain);
        return place;
    }

    private static double Gain(double f, float kernel, double diagonal, double low, double own, double ownDiagonal, double least)
    {
        var violation = f + low - own;
        var curvature = Math.FusedMultiplyAdd(-2, kernel, diagonal + ownDiagonal);
        return 0 < violation ? violation * violation / (curvature < least ? least : curvature) : 0;
    }
}
