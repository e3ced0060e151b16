using Kirana.Numerics.Kernels;

namespace Kirana.Forecast.Arima.Likelihood;

/// <summary>The filters of a seasonal model, each factor by itself: a few products a step, however long the season.</summary>
internal static class Filters
{
    private const int Width = LaneTable.Width;

    /// <summary>An impulse whose square is less is set to zero, before denormal numbers slow it down.</summary>
    private const double Vanished = 1e-200;

    /// <summary>φ(B) Φ(Bᵐ) of one column.</summary>
    public static void Autoregress<TLanes>(LaneTable table, int column, int lane) where TLanes : struct, ILanes<TLanes>
    {
        var shape = table.Shape;
        ReadOnlySpan<double> source = table.Values.AsSpan(column * table.Row, table.Row);
        var target = table.Filtered.AsSpan(column * table.Row, table.Row);
        var (first, end) = (table.Margin * Width + lane, table.Row - table.Margin * Width);
        if (shape.SeasonalAr > 0)
        {
            var seasonal = shape.Ar * Width + lane;
            var between = shape.Ar == 0 ? target : table.Between.AsSpan();
            var zero = TLanes.Broadcast(0);
            var nearest = zero - TLanes.Load(table.Factors, seasonal);
            var season = shape.Season * Width;
            for (var at = first; at < end; at += Width)
            {
                var value = TLanes.MultiplyAdd(nearest, TLanes.Load(source, at - season), TLanes.Load(source, at));
                for (var i = 2; i <= shape.SeasonalAr; i++)
                    value -= TLanes.Load(table.Factors, seasonal + (i - 1) * Width) * TLanes.Load(source, at - i * season);
                TLanes.Store(value, between, at);
            }

            source = between;
        }

        if (shape.Ar > 0)
        {
            Subtract<TLanes>(table, source, target, lane);
            return;
        }

        if (shape.SeasonalAr == 0)
            for (var at = first; at < end; at += Width)
                TLanes.Store(TLanes.Load(source, at), target, at);
    }

    /// <summary>θ(B)⁻¹ Θ(Bᵐ)⁻¹ of a row.</summary>
    public static void Invert<TLanes>(LaneTable table, ReadOnlySpan<double> source, Span<double> target, int lane) where TLanes : struct, ILanes<TLanes> =>
        Divide<TLanes>(table, source, target, table.Margin * Width + lane, table.Row - table.Margin * Width + lane, Width, lane);

    /// <summary>The same with time running backwards.</summary>
    public static void InvertBackwards<TLanes>(LaneTable table, ReadOnlySpan<double> source, Span<double> target, int lane) where TLanes : struct, ILanes<TLanes> =>
        Divide<TLanes>(table, source, target, table.Row - (table.Margin + 1) * Width + lane, (table.Margin - 1) * Width + lane, -Width, lane);

    /// <summary>h, the response to a one at the start of each lane's series; zero from where it has vanished.</summary>
    public static void Respond<TLanes>(LaneTable table, int lane) where TLanes : struct, ILanes<TLanes>
    {
        var shape = table.Shape;
        var (zero, limit) = (TLanes.Broadcast(0), TLanes.Broadcast(Vanished));
        var start = (shape.Ar + shape.SeasonalAr) * Width + lane;
        var seasonal = start + shape.Ma * Width;
        var season = shape.Season * Width;
        var (first, end) = (table.Margin * Width + lane, table.Row - table.Margin * Width);
        var impulse = table.Impulse.AsSpan();
        var between = table.Between.AsSpan();
        for (var at = first; at < end; at += Width)
        {
            var value = TLanes.Load(table.Origin, at);
            for (var i = shape.SeasonalMa; i > 0; i--)
                value -= TLanes.Load(table.Factors, seasonal + (i - 1) * Width) * TLanes.Load(between, at - i * season);
            value = TLanes.SelectLess(value * value, limit, zero, value);
            TLanes.Store(value, between, at);
            for (var i = shape.Ma; i > 0; i--)
                value -= TLanes.Load(table.Factors, start + (i - 1) * Width) * TLanes.Load(impulse, at - i * Width);
            TLanes.Store(TLanes.SelectLess(value * value, limit, zero, value), impulse, at);
        }
    }

    /// <summary>φ(B) of a row, lag after lag: steps do not wait for each other.</summary>
    private static void Subtract<TLanes>(LaneTable table, ReadOnlySpan<double> source, Span<double> target, int lane) where TLanes : struct, ILanes<TLanes>
    {
        var end = table.Row - table.Margin * Width;
        for (var i = 1; i <= table.Shape.Ar; i++)
        {
            var factor = TLanes.Broadcast(0) - TLanes.Load(table.Factors, (i - 1) * Width + lane);
            var before = i == 1 ? source : target;
            for (var at = table.Margin * Width + lane; at < end; at += Width)
                TLanes.Store(TLanes.MultiplyAdd(factor, TLanes.Load(source, at - i * Width), TLanes.Load(before, at)), target, at);
        }
    }

    private static void Divide<TLanes>(
        LaneTable table, ReadOnlySpan<double> source, Span<double> target, int first, int end, int step, int lane)
        where TLanes : struct, ILanes<TLanes>
    {
        var shape = table.Shape;
        var zero = TLanes.Broadcast(0);
        var start = (shape.Ar + shape.SeasonalAr) * Width + lane;
        if (shape.SeasonalMa > 0)
        {
            var between = shape.Ma == 0 ? target : table.Between.AsSpan();
            var (seasonal, season) = (start + shape.Ma * Width, shape.Season * step);
            var nearest = zero - TLanes.Load(table.Factors, seasonal);
            for (var at = first; at != end; at += step)
            {
                var value = TLanes.MultiplyAdd(nearest, TLanes.Load(between, at - season), TLanes.Load(source, at));
                for (var i = 2; i <= shape.SeasonalMa; i++)
                    value -= TLanes.Load(table.Factors, seasonal + (i - 1) * Width) * TLanes.Load(between, at - i * season);
                TLanes.Store(value, between, at);
            }

            source = between;
        }

        if (shape.Ma == 0)
        {
            if (shape.SeasonalMa == 0)
                for (var at = first; at != end; at += step)
                    TLanes.Store(TLanes.Load(source, at), target, at);
            return;
        }

        // The newest value is waited for, so its product comes last and it stays in a register.
        ReadOnlySpan<double> factors = table.Factors.AsSpan(start, (shape.Ma - 1) * Width + TLanes.Count);
        var newest = zero - TLanes.Load(factors, 0);
        var previous = zero;
        if (shape.Ma == 1)
        {
            for (var at = first; at != end; at += step)
            {
                previous = TLanes.MultiplyAdd(newest, previous, TLanes.Load(source, at));
                TLanes.Store(previous, target, at);
            }

            return;
        }

        var second = zero - TLanes.Load(factors, Width);
        for (var at = first; at != end; at += step)
        {
            var value = TLanes.MultiplyAdd(second, TLanes.Load(target, at - 2 * step), TLanes.Load(source, at));
            for (var i = shape.Ma; i > 2; i--)
                value -= TLanes.Load(factors, (i - 1) * Width) * TLanes.Load(target, at - i * step);
            previous = TLanes.MultiplyAdd(newest, previous, value);
            TLanes.Store(previous, target, at);
        }
    }
}
