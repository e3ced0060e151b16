using Kirana.Numerics.Kernels;

namespace Kirana.Forecast.Arima.Likelihood;

/// <summary>Products of the residuals' derivatives, JᵀJ, each derivative being the difference to the residuals a little beside.</summary>
internal readonly struct Curvature(LaneTable table, double[] products) : ILaneKernel
{
    private const int Width = LaneTable.Width;

    public void Run<TLanes>(int lane) where TLanes : struct, ILanes<TLanes>
    {
        var (count, length) = (table.Shape.Coordinates, table.Shape.Steps * Width);
        ReadOnlySpan<double> here = table.Residuals.AsSpan(0, length);
        for (var j = 1; j <= count; j++)
        {
            var row = table.Residuals.AsSpan(j * length, length);
            for (var at = lane; at < length; at += Width)
                TLanes.Store(TLanes.Load(row, at) - TLanes.Load(here, at), row, at);
            for (var i = 1; i <= j; i++)
            {
                ReadOnlySpan<double> other = table.Residuals.AsSpan(i * length, length);
                var sum = TLanes.Broadcast(0);
                for (var at = lane; at < length; at += Width)
                    sum = TLanes.MultiplyAdd(TLanes.Load(row, at), TLanes.Load(other, at), sum);
                TLanes.Store(sum, products, ((j - 1) * count + i - 1) * Width + lane);
            }
        }
    }
}
