using Kirana.Numerics.Kernels;

namespace Kirana.Forecast.Smoothing.Likelihood;

/// <summary>One pass over the series of a table whose forms have a multiplicative season and error: errors, their derivatives, all products.</summary>
/// <remarks>
/// With q = ℓ + φb, f = q·s and 1 + ε = y / f: ℓ ← q (1 + αε), b ← φb + βqε, s ← s (1 + γε). The derivative of ln f is ∂q/q + ∂s/s, and
/// with it ∂(y/s) = −(y/s) ∂s/s is all that ℓ and b see of the season, ∂(y/q) = −(y/q) ∂q/q all that s sees of the level.
/// </remarks>
/// <param name="table">The table.</param>
/// <param name="derivatives">What becomes of the derivatives.</param>
/// <param name="steps">The longest series.</param>
internal readonly struct MultiplicativePass<TDerivatives>(LaneTable table, TDerivatives derivatives, int steps) : ILaneKernel where TDerivatives : struct, IDerivatives
{
    private const int Width = LaneTable.Width;

    public void Run<TLanes>(int lane) where TLanes : struct, ILanes<TLanes>
    {
        var (season, states) = (table.Season, table.States);
        var (zero, one) = (TLanes.Broadcast(0), TLanes.Broadcast(1));
        var trial = table.Trial.AsSpan(lane);
        var alpha = TLanes.Load(trial, states * Width);
        var u = TLanes.Load(trial, (states + 1) * Width);
        var v = TLanes.Load(trial, (states + 2) * Width);
        var phi = TLanes.Load(trial, (states + 3) * Width);
        var (trend, damped) = (TLanes.Load(table.Trend, lane), TLanes.Load(table.Damped, lane));
        var length = TLanes.Load(table.Length, lane);
        var smallest = TLanes.Broadcast(Coordinates.SmallestWeight);
        var (betaRange, gammaRange) = (trend * (alpha - smallest), one - alpha - smallest);
        var beta = TLanes.MultiplyAdd(betaRange, u, trend * smallest);
        var gamma = TLanes.MultiplyAdd(gammaRange, v, smallest);
        var (lessAlpha, lessBeta, lessGamma) = (zero - alpha, zero - beta, zero - gamma);
        var (betaByAlpha, gammaByAlpha) = (trend * u, zero - v);

        derivatives.Begin(trend, lane);
        var level = TLanes.Load(trial, 0);
        var slope = TLanes.Load(trial, Width);
        var (squares, product, least) = (zero, one, TLanes.Broadcast(double.MaxValue));
        var largest = TLanes.Broadcast(LaneTable.Largest);

        var phase = 0;
        for (var start = 0; start < steps; start += LaneTable.Block)
        {
            var block = Math.Min(LaneTable.Block, steps - start);
            for (var i = 0; i < block; i++)
            {
                var now = TLanes.Broadcast(start + i);
                var place = phase * Width + lane;
                var factor = TLanes.Load(table.Seasonal, place);
                var moved = TLanes.MultiplyAdd(phi, slope, level);
                var (byFactor, byMoved) = (one / factor, one / moved);
                var forecast = moved * factor;
                var y = TLanes.Load(table.Values, (start + i) * Width + lane);
                var present = TLanes.SelectLess(now, length, one, zero);
                var ratio = TLanes.SelectLess(now, length, y * (byFactor * byMoved), one);
                var innovation = ratio - one;
                squares = TLanes.MultiplyAdd(innovation, innovation, squares);
                product *= TLanes.SelectLess(now, length, forecast, one);
                // A product of two negative numbers is no forecast either.
                var lower = TLanes.SelectLess(now, length, TLanes.SelectLess(moved, factor, moved, factor), one);
                least = TLanes.SelectLess(lower, least, lower, least);
                least = TLanes.SelectLess(moved, largest, least, zero);
                least = TLanes.SelectLess(factor, largest, least, zero);
                var moves = moved * innovation;

                var (levelPull, seasonPull) = (moved * ratio * byFactor, factor * ratio * byMoved);
                derivatives.Advance(start + i, phase, lane, new Flow<TLanes>(
                    phi, byMoved * present, byFactor * present, one - alpha, lessAlpha * levelPull, lessBeta, lessBeta * levelPull,
                    lessGamma * seasonPull, one - gamma,
                    moves, moves * betaByAlpha, factor * innovation * gammaByAlpha, moves * betaRange, factor * innovation * gammaRange,
                    slope * damped, ratio * innovation, present));

                level = TLanes.MultiplyAdd(alpha, moves, moved);
                slope = TLanes.MultiplyAdd(beta, moves, phi * slope);
                TLanes.Store(TLanes.MultiplyAdd(gamma * factor, innovation, factor), table.Seasonal, place);
                phase = phase + 1 == season ? 0 : phase + 1;
            }

            derivatives.Multiply<TLanes>(block, lane);
            product = Gathering.Shorten(table, product, lane, last: false);
        }

        Gathering.Shorten(table, product, lane, last: true);
        TLanes.Store(squares, table.Squares, lane);
        TLanes.Store(least, table.Least, lane);
    }
}
