using Kirana.Numerics.Kernels;

namespace Kirana.Forecast.Smoothing.Likelihood;

/// <summary>One pass over the series of a table whose forms have an additive season or none: errors, their derivatives, all products.</summary>
/// <remarks>
/// With f = ℓ + φb + s the forecast and e = y − f: ℓ ← ℓ + φb + αe, b ← φb + βe, s ← s + γe. That holds for multiplicative errors too,
/// whose ε is e / f; only the likelihood differs (Hyndman and others 2008, section 2.5). A slope-less form has b = β = 0.
/// The derivatives obey the same recursion: with ∂f = ∂q + ∂s, ∂ℓ ← ∂q − α∂f, ∂b ← φ∂b − β∂f, ∂s ← ∂s − γ∂f; see <see cref="Flow{TLanes}"/>.
/// </remarks>
/// <param name="table">The table.</param>
/// <param name="derivatives">What becomes of the derivatives.</param>
/// <param name="steps">The longest series.</param>
internal readonly struct AdditivePass<TDerivatives>(LaneTable table, TDerivatives derivatives, int steps) : ILaneKernel where TDerivatives : struct, IDerivatives
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
        var (trend, damped, relative) = (TLanes.Load(table.Trend, lane), TLanes.Load(table.Damped, lane), TLanes.Load(table.Relative, lane));
        var length = TLanes.Load(table.Length, lane);
        var seasonal = TLanes.Broadcast(season > 1 ? 1 : 0);
        var smallest = TLanes.Broadcast(Coordinates.SmallestWeight);
        var (betaRange, gammaRange) = (trend * (alpha - smallest), seasonal * (one - alpha - smallest));
        var beta = TLanes.MultiplyAdd(betaRange, u, trend * smallest);
        var gamma = TLanes.MultiplyAdd(gammaRange, v, seasonal * smallest);
        var (lessAlpha, lessBeta, lessGamma) = (zero - alpha, zero - beta, zero - gamma);
        var (betaByAlpha, gammaByAlpha) = (trend * u, zero - seasonal * v);

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
                var seasonNow = TLanes.Load(table.Seasonal, place);
                var y = TLanes.Load(table.Values, (start + i) * Width + lane);
                var moved = TLanes.MultiplyAdd(phi, slope, level);
                var forecast = moved + seasonNow;
                var error = TLanes.SelectLess(now, length, y - forecast, zero);
                var present = TLanes.SelectLess(now, length, one, zero);
                // Where errors are additive, or the series has ended, the forecast may have any sign.
                var divisor = TLanes.SelectLess(now, length * relative, forecast, one);
                least = TLanes.SelectLess(divisor, least, divisor, least);
                least = TLanes.SelectLess(divisor, largest, least, zero);
                product *= divisor;
                var inverse = one / divisor;
                var innovation = error * inverse;
                squares = TLanes.MultiplyAdd(innovation, innovation, squares);
                var scale = present * inverse;
                derivatives.Advance(start + i, phase, lane, new Flow<TLanes>(
                    phi, scale, scale, one - alpha, lessAlpha, lessBeta, lessBeta, lessGamma, one - gamma,
                    error, error * betaByAlpha, error * gammaByAlpha, error * betaRange, error * gammaRange, slope * damped,
                    TLanes.MultiplyAdd(relative * innovation, innovation, innovation), present));

                level = TLanes.MultiplyAdd(alpha, error, moved);
                slope = TLanes.MultiplyAdd(beta, error, phi * slope);
                TLanes.Store(TLanes.MultiplyAdd(gamma, error, seasonNow), table.Seasonal, place);
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
