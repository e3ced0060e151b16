using System.Runtime.CompilerServices;
using Kirana.Numerics.Kernels;

namespace Kirana.Forecast.Smoothing.Likelihood;

/// <summary>What both passes do with the rows of a block of steps.</summary>
internal static class Gathering
{
    /// <summary>Adds the products of all pairs of rows over some steps, the lower triangle, two rows by two at a time: four sums then
    /// stay in registers while the steps go by.</summary>
    public static void Multiply<TLanes>(LaneTable table, int steps, int lane) where TLanes : struct, ILanes<TLanes>
    {
        const int Width = LaneTable.Width;
        var rows = table.Rows;
        var stride = rows * Width;
        ReadOnlySpan<double> gathered = table.Gathered.AsSpan(lane);
        var products = table.Products.AsSpan(lane);
        for (var i = 0; i < rows; i += 2)
        {
            for (var j = 0; j <= i; j += 2)
            {
                var upper = products[((i * rows + j) * Width)..];
                var lower = products[(((i + 1) * rows + j) * Width)..];
                var (a, b) = (TLanes.Load(upper, 0), TLanes.Load(upper, Width));
                var (c, d) = (TLanes.Load(lower, 0), TLanes.Load(lower, Width));
                var left = gathered[(i * Width)..];
                var right = gathered[(j * Width)..];
                for (var step = 0; step < steps; step++)
                {
                    var place = step * stride;
                    var (x0, x1) = (TLanes.Load(left, place), TLanes.Load(left, place + Width));
                    var (y0, y1) = (TLanes.Load(right, place), TLanes.Load(right, place + Width));
                    a = TLanes.MultiplyAdd(x0, y0, a);
                    b = TLanes.MultiplyAdd(x0, y1, b);
                    c = TLanes.MultiplyAdd(x1, y0, c);
                    d = TLanes.MultiplyAdd(x1, y1, d);
                }

                TLanes.Store(a, upper, 0);
                TLanes.Store(b, upper, Width);
                TLanes.Store(c, lower, 0);
                TLanes.Store(d, lower, Width);
            }
        }
    }

    /// <summary>Adds the logarithm of a product to the sum before it can overflow or vanish, and begins a new product.</summary>
    /// <param name="table">The table.</param>
    /// <param name="product">The product of forecasts.</param>
    /// <param name="lane">The first lane.</param>
    /// <param name="last">Whether no further forecast comes.</param>
    /// <returns>The product to go on with.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static TLanes Shorten<TLanes>(LaneTable table, TLanes product, int lane, bool last) where TLanes : struct, ILanes<TLanes>
    {
        Span<double> factors = stackalloc double[LaneTable.Width];
        TLanes.Store(product, factors, 0);
        for (var i = 0; i < TLanes.Count; i++)
        {
            if (!last && factors[i] is > 1e-150 and < 1e150)
                continue;
            table.Logarithms[lane + i] += Elementary.Log(factors[i]);
            factors[i] = 1;
        }

        return TLanes.Load(factors, 0);
    }

    /// <summary>The seasonal state of phase 0, which follows from the others.</summary>
    public static void CompleteSeason(LaneTable table, double sum)
    {
        const int Width = LaneTable.Width;
        for (var lane = 0; lane < Width; lane++)
        {
            var rest = sum;
            for (var phase = 1; phase < table.Season; phase++)
                rest -= table.Seasonal[phase * Width + lane] = table.Trial[(phase + 1) * Width + lane];
            table.Seasonal[lane] = rest;
        }
    }
}
