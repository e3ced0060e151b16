using Kirana.Numerics.Kernels;

namespace Kirana.Forecast.Smoothing.Likelihood;

/// <summary>Where the trial point was better, it and its products become those to go on from.</summary>
internal readonly struct Adoption(LaneTable table) : ILaneKernel
{
    public void Run<TLanes>(int lane) where TLanes : struct, ILanes<TLanes>
    {
        var better = TLanes.Load(table.Better, lane);
        for (var row = 0; row < table.Rows; row++)
        {
            var start = row * table.Rows * LaneTable.Width;
            Adopt(table.Products.AsSpan(start), table.Kept.AsSpan(start), row + 1, better, lane);
        }

        Adopt(table.Trial, table.Point, table.Count, better, lane);
    }

    private static void Adopt<TLanes>(ReadOnlySpan<double> trial, Span<double> kept, int count, TLanes better, int lane)
        where TLanes : struct, ILanes<TLanes>
    {
        var zero = TLanes.Broadcast(0);
        for (var at = lane; count > 0; count--, at += LaneTable.Width)
            TLanes.Store(TLanes.SelectLess(zero, better, TLanes.Load(trial, at), TLanes.Load(kept, at)), kept, at);
    }
}
