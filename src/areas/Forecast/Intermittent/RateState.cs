namespace Kirana.Forecast.Intermittent;

/// <summary>Where a method of Croston's family stands.</summary>
/// <param name="Size">The size of a demand; 0 before the first.</param>
/// <param name="Alpha">How far the size moves when a demand comes.</param>
/// <param name="Rhythm">The interval between demands or the probability of one.</param>
/// <param name="Beta">How far the rhythm moves.</param>
/// <param name="Elapsed">Steps since the last demand, the next step included.</param>
internal readonly record struct RateState(double Size, double Alpha, double Rhythm, double Beta, double Elapsed)
{
    /// <summary>The state that sets out from a size and an interval.</summary>
    public static RateState Begin(in RateMethod method, double alpha, double beta, double size, double interval) =>
        new(size, alpha, method.SmoothsProbability ? 1 / interval : interval, beta, 1);

    /// <summary>The demand expected in each of the next steps.</summary>
    public double Rate(in RateMethod method) => method.Rate(Size, Rhythm, Beta);

    /// <summary>The state after one more step.</summary>
    /// <param name="method">The method.</param>
    /// <param name="demand">What was sold, 0 or more.</param>
    public RateState After(in RateMethod method, double demand)
    {
        if (demand > 0 && Size == 0)
            return Begin(method, Alpha, Beta, demand, Elapsed);
        var came = demand > 0;
        var size = came ? Math.FusedMultiplyAdd(Alpha, demand - Size, Size) : Size;
        var rhythm = method.SmoothsProbability ? Math.FusedMultiplyAdd(Beta, (came ? 1 : 0) - Rhythm, Rhythm)
            : came ? Math.FusedMultiplyAdd(Beta, Elapsed - Rhythm, Rhythm)
            : Rhythm;
        return new RateState(size, Alpha, rhythm, Beta, came ? 1 : Elapsed + 1);
    }
}
