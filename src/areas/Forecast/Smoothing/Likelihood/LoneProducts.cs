using Kirana.Numerics.Kernels;

namespace Kirana.Forecast.Smoothing.Likelihood;

/// <summary>The products of all pairs of columns of a task alone, the lower triangle, four columns by a register at a time.</summary>
internal readonly struct LoneProducts(LoneTable table) : ILaneKernel
{
    private const int Together = 4;

    public void Run<TLanes>(int lane) where TLanes : struct, ILanes<TLanes>
    {
        for (var i = 0; i < table.Count + 2; i += Together)
            for (var at = lane; at < i + Together; at += LaneKernel.Lanes)
                Multiply<TLanes>(i, at);
    }

    private void Multiply<TLanes>(int i, int at) where TLanes : struct, ILanes<TLanes>
    {
        var stride = table.Stride;
        var zero = TLanes.Broadcast(0);
        var (a, b, c, d) = (zero, zero, zero, zero);
        ReadOnlySpan<double> rows = table.Gathered.AsSpan(0, table.Steps * stride);
        for (; rows.Length > 0; rows = rows[stride..])
        {
            var right = TLanes.Load(rows, at);
            var left = rows.Slice(i, Together);
            a = TLanes.MultiplyAdd(TLanes.Broadcast(left[0]), right, a);
            b = TLanes.MultiplyAdd(TLanes.Broadcast(left[1]), right, b);
            c = TLanes.MultiplyAdd(TLanes.Broadcast(left[2]), right, c);
            d = TLanes.MultiplyAdd(TLanes.Broadcast(left[3]), right, d);
        }

        TLanes.Store(a, table.Products, i * stride + at);
        TLanes.Store(b, table.Products, (i + 1) * stride + at);
        TLanes.Store(c, table.Products, (i + 2) * stride + at);
        TLanes.Store(d, table.Products, (i + 3) * stride + at);
    }
}
