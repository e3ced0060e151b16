using Kirana.Numerics.Kernels;

namespace Kirana.Forecast.Theta;

/// <summary>The sums from which the squared error of a theta model follows, for eight values of α in one pass over the series.</summary>
/// <remarks>See <see cref="ThetaSearch"/>: the errors are e(t) − δ s(t) − w g(t).</remarks>
/// <param name="values">The series less its first value.</param>
/// <param name="intercepts">The intercept of the line each step knows.</param>
/// <param name="slopes">The slope of that line.</param>
/// <param name="alphas">Eight values between 0 and 1, both excluded.</param>
/// <param name="sums">For each of Σee, Σes, Σeg, Σss, Σsg and Σgg eight places, which are written.</param>
internal readonly struct ThetaPass(double[] values, double[] intercepts, double[] slopes, double[] alphas, double[] sums) : ILaneKernel
{
    /// <summary>How many sums there are.</summary>
    public const int Sums = 6;

    // s would sink into denormal numbers, which are slow; from here on it adds nothing to sums of magnitude 1.
    private const double Negligible = 1e-150;

    /// <inheritdoc/>
    public void Run<TLanes>(int first) where TLanes : struct, ILanes<TLanes>
    {
        var (zero, one, floor) = (TLanes.Broadcast(0), TLanes.Broadcast(1), TLanes.Broadcast(Negligible));
        var alpha = TLanes.Load(alphas, first);
        var kept = one - alpha;
        var inverse = one / alpha;
        var (level, share) = (zero, one);
        var (ee, es, eg, ss, sg, gg) = (zero, zero, zero, zero, zero, zero);
        for (var t = 0; t < values.Length; t++)
        {
            var value = TLanes.Broadcast(values[t]);
            var error = value - level;
            var left = share * kept;
            var line = TLanes.MultiplyAdd((one - left) * inverse, TLanes.Broadcast(slopes[t]), share * TLanes.Broadcast(intercepts[t]));
            ee = TLanes.MultiplyAdd(error, error, ee);
            es = TLanes.MultiplyAdd(error, share, es);
            eg = TLanes.MultiplyAdd(error, line, eg);
            ss = TLanes.MultiplyAdd(share, share, ss);
            sg = TLanes.MultiplyAdd(share, line, sg);
            gg = TLanes.MultiplyAdd(line, line, gg);
            level = TLanes.MultiplyAdd(alpha, error, level);
            share = TLanes.SelectLess(floor, left, left, zero);
        }

        Store(ee, 0, first);
        Store(es, 1, first);
        Store(eg, 2, first);
        Store(ss, 3, first);
        Store(sg, 4, first);
        Store(gg, 5, first);
    }

    private void Store<TLanes>(TLanes sum, int place, int first) where TLanes : struct, ILanes<TLanes> =>
        TLanes.Store(sum, sums, place * LaneKernel.Lanes + first);
}
