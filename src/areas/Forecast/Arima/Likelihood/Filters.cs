using Kirana.Numerics.Kernels;

namespace Kirana.Forecast.Arima.Likelihood;

/// <summary>The filters of a seasonal model, each factor by itself: a few products a step, however long the season.</summary>
internal static class Filters
{
    private const int Width = LaneTable.Width;

    /// <summary>φ(B) Φ(Bᵐ) of one column.</summary>
    public static void Autoregress<TLanes>(LaneTable table, int column, int lane) where TLanes : struct, ILanes<TLanes>
    {
        var shape = table.Shape;
        var source = table.Values.AsSpan(column * table.Row, table.Row);
        var target = table.Filtered.AsSpan(column * table.Row, table.Row);
        var factors = table.Factors.AsSpan(0, shape.Slots * Width);
        var between = shape.SeasonalAr == 0 ? target : table.Between.AsSpan();
        var zero = TLanes.Broadcast(0);
        var end = table.Row - table.Margin * Width;
        for (var at = table.Margin * Width + lane; at < end; at += Width)
        {
            var sum = zero;
            for (var i = shape.Ar; i > 0; i--)
                sum = TLanes.MultiplyAdd(TLanes.Load(factors, (i - 1) * Width + lane), TLanes.Load(source, at - i * Width), sum);
            TLanes.Store(TLanes.Load(source, at) - sum, between, at);
        }

        if (shape.SeasonalAr == 0)
            return;
        var (seasonal, season) = (shape.Ar * Width + lane, shape.Season * Width);
        for (var at = table.Margin * Width + lane; at < end; at += Width)
        {
            var sum = zero;
            for (var i = shape.SeasonalAr; i > 0; i--)
                sum = TLanes.MultiplyAdd(TLanes.Load(factors, seasonal + (i - 1) * Width), TLanes.Load(between, at - i * season), sum);
            TLanes.Store(TLanes.Load(between, at) - sum, target, at);
        }
    }

    /// <summary>θ(B)⁻¹ Θ(Bᵐ)⁻¹ of a row.</summary>
    public static void Invert<TLanes>(LaneTable table, ReadOnlySpan<double> source, Span<double> target, int lane) where TLanes : struct, ILanes<TLanes>
    {
        var (first, last) = (table.Margin * Width + lane, table.Row - (table.Margin + 1) * Width + lane);
        Divide<TLanes>(table, source, target, first, last, Width, lane);
    }

    /// <summary>The same with time running backwards.</summary>
    public static void InvertBackwards<TLanes>(LaneTable table, ReadOnlySpan<double> source, Span<double> target, int lane) where TLanes : struct, ILanes<TLanes>
    {
        var (first, last) = (table.Margin * Width + lane, table.Row - (table.Margin + 1) * Width + lane);
        Divide<TLanes>(table, source, target, last, first, -Width, lane);
    }

    private static void Divide<TLanes>(
        LaneTable table, ReadOnlySpan<double> source, Span<double> target, int first, int last, int step, int lane)
        where TLanes : struct, ILanes<TLanes>
    {
        var shape = table.Shape;
        var zero = TLanes.Broadcast(0);
        var start = (shape.Ar + shape.SeasonalAr) * Width + lane;
        var factors = table.Factors.AsSpan(0, shape.Slots * Width);
        if (shape.SeasonalMa > 0)
        {
            var between = shape.Ma == 0 ? target : table.Between.AsSpan();
            var (seasonal, season) = (start + shape.Ma * Width, shape.Season * step);
            for (var at = first; at != last + step; at += step)
            {
                var sum = zero;
                for (var i = shape.SeasonalMa; i > 0; i--)
                    sum = TLanes.MultiplyAdd(TLanes.Load(factors, seasonal + (i - 1) * Width), TLanes.Load(between, at - i * season), sum);
                TLanes.Store(TLanes.Load(source, at) - sum, between, at);
            }

            source = between;
        }

        if (shape.Ma == 0)
        {
            if (shape.SeasonalMa == 0)
                for (var at = first; at != last + step; at += step)
                    TLanes.Store(TLanes.Load(source, at), target, at);
            return;
        }

        // The newest value is waited for, so its product comes last and is kept in a register.
        var (newest, previous) = (TLanes.Load(factors, start), zero);
        for (var at = first; at != last + step; at += step)
        {
            var rest = TLanes.Load(source, at);
            for (var i = shape.Ma; i > 1; i--)
                rest -= TLanes.Load(factors, start + (i - 1) * Width) * TLanes.Load(target, at - i * step);
            previous = rest - newest * previous;
            TLanes.Store(previous, target, at);
        }
    }
}
