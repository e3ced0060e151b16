using Kirana.Numerics.Kernels;

namespace Kirana.Forecast.Arima.Likelihood;

/// <summary>From partial autocorrelations to the coefficients of the products φ(B) Φ(Bᵐ) and θ(B) Θ(Bᵐ).</summary>
/// <remarks>Any partial autocorrelations below 1 stand for a stationary autoregression, and each has its own (Barndorff-Nielsen and Schou
/// 1973; Jones 1980; Monahan 1984); an invertible moving average likewise, with signs turned.</remarks>
internal static class Polynomials
{
    private const int Width = LaneTable.Width;

    public static void Expand<TLanes>(LaneTable table, int lane) where TLanes : struct, ILanes<TLanes>
    {
        var shape = table.Shape;
        var (zero, one, less) = (TLanes.Broadcast(0), TLanes.Broadcast(1), TLanes.Broadcast(-1));
        var (ar, seasonalAr) = (lane, shape.Ar * Width + lane);
        var ma = seasonalAr + shape.SeasonalAr * Width;
        var seasonalMa = ma + shape.Ma * Width;
        Unfold(table, ar, shape.Ar, one);
        Unfold(table, seasonalAr, shape.SeasonalAr, one);
        Unfold(table, ma, shape.Ma, less);
        Unfold(table, seasonalMa, shape.SeasonalMa, less);
        Multiply(table, table.Ar, ar, shape.Ar, seasonalAr, shape.SeasonalAr, lane, less);
        Multiply(table, table.Ma, ma, shape.Ma, seasonalMa, shape.SeasonalMa, lane, one);
        TLanes.Store(zero, table.Ar, lane);
        TLanes.Store(one, table.Ma, lane);
    }

    /// <summary>Durbin's recursion: φ(k, k) = r(k), φ(k, i) = φ(k − 1, i) − r(k) φ(k − 1, k − i).</summary>
    private static void Unfold<TLanes>(LaneTable table, int start, int count, TLanes sign) where TLanes : struct, ILanes<TLanes>
    {
        var place = table.Place.AsSpan();
        var factors = table.Factors.AsSpan();
        for (var k = 0; k < count; k++)
        {
            var partial = TLanes.Load(place, start + k * Width);
            // The pair (i, k − 1 − i) is changed together: each needs the other's old value. The sign is turned at the end.
            for (var (i, j) = (0, k - 1); i <= j; i++, j--)
            {
                var (first, last) = (TLanes.Load(factors, start + i * Width), TLanes.Load(factors, start + j * Width));
                TLanes.Store(first - partial * last, factors, start + i * Width);
                TLanes.Store(last - partial * first, factors, start + j * Width);
            }

            TLanes.Store(partial, factors, start + k * Width);
        }

        for (var k = 0; k < count; k++)
            TLanes.Store(sign * TLanes.Load(factors, start + k * Width), factors, start + k * Width);
    }

    private static void Multiply<TLanes>(
        LaneTable table, double[] target, int first, int count, int seasonal, int seasonalCount, int lane, TLanes sign)
        where TLanes : struct, ILanes<TLanes>
    {
        var factors = table.Factors.AsSpan();
        var zero = TLanes.Broadcast(0);
        for (var k = 0; k <= table.Shape.States; k++)
            TLanes.Store(zero, target, k * Width + lane);
        for (var i = 1; i <= count; i++)
            TLanes.Store(TLanes.Load(factors, first + (i - 1) * Width), target, i * Width + lane);
        for (var s = 1; s <= seasonalCount; s++)
        {
            var factor = TLanes.Load(factors, seasonal + (s - 1) * Width);
            for (var i = 0; i <= count; i++)
            {
                var at = (s * table.Shape.Season + i) * Width + lane;
                var term = i == 0 ? factor : sign * factor * TLanes.Load(factors, first + (i - 1) * Width);
                TLanes.Store(TLanes.Load(target, at) + term, target, at);
            }
        }
    }
}
