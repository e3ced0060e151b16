using Kirana.Numerics.Kernels;

namespace Kirana.Forecast.Smoothing.Likelihood;

/// <summary>The derivatives of a task alone, moved along with the series as <see cref="Derivatives"/> does, to the last bit.</summary>
internal readonly struct LoneRows(LoneTable table) : ILaneKernel
{
    private const int SlopeByPhi = 14;

    public void Run<TLanes>(int lane) where TLanes : struct, ILanes<TLanes>
    {
        for (var at = lane; at < table.Stride; at += LaneKernel.Lanes)
            Follow<TLanes>(at);
    }

    private void Follow<TLanes>(int at) where TLanes : struct, ILanes<TLanes>
    {
        var (stride, season, steps) = (table.Stride, table.Season, table.Steps);
        Span<double> sensitivity = table.Sensitivity;
        Span<double> gathered = table.Gathered;
        ReadOnlySpan<double> flows = table.Flows;
        var ownAlpha = TLanes.Load(table.Own, at);
        var ownU = TLanes.Load(table.Own, stride + at);
        var ownV = TLanes.Load(table.Own, 2 * stride + at);
        var ownPhi = TLanes.Load(table.Own, 3 * stride + at);
        var (dl, db) = (TLanes.Load(sensitivity, at) + ownPhi * TLanes.Broadcast(flows[SlopeByPhi]), TLanes.Load(sensitivity, stride + at));
        var phase = 0;
        for (var step = 0; step < steps; step++)
        {
            var flow = flows.Slice(step * LoneTable.FlowSize, LoneTable.FlowSize);
            var place = (2 + phase) * stride + at;
            var ds = TLanes.Load(sensitivity, place);
            var phi = TLanes.Broadcast(flow[0]);
            // A coordinate is moved by itself at most once: what is added beside is zero, and the sums wait for nothing. φ moves the level on
            // before anything else happens, so what it adds at the next step is added here.
            var next = step + 1 < steps ? flows[(step + 1) * LoneTable.FlowSize + SlopeByPhi] : 0;
            var levelAlone = TLanes.MultiplyAdd(ownAlpha, TLanes.Broadcast(flow[9]), ownPhi * TLanes.Broadcast(next));
            var slopeAlone = TLanes.MultiplyAdd(
                ownAlpha, TLanes.Broadcast(flow[10]), TLanes.MultiplyAdd(ownU, TLanes.Broadcast(flow[12]), ownPhi * TLanes.Broadcast(flow[SlopeByPhi])));
            var seasonAlone = TLanes.MultiplyAdd(ownAlpha, TLanes.Broadcast(flow[11]), ownV * TLanes.Broadcast(flow[13]));
            var dq = TLanes.MultiplyAdd(phi, db, dl);
            TLanes.Store(TLanes.MultiplyAdd(TLanes.Broadcast(flow[1]), dq, TLanes.Broadcast(flow[2]) * ds), gathered, step * stride + at);
            dl = TLanes.MultiplyAdd(TLanes.Broadcast(flow[3]), dq, TLanes.Broadcast(flow[4]) * ds) + levelAlone;
            db = TLanes.MultiplyAdd(TLanes.Broadcast(flow[5]), dq, TLanes.MultiplyAdd(TLanes.Broadcast(flow[6]), ds, phi * db)) + slopeAlone;
            ds = TLanes.MultiplyAdd(TLanes.Broadcast(flow[7]), dq, TLanes.Broadcast(flow[8]) * ds) + seasonAlone;
            TLanes.Store(ds, sensitivity, place);
            phase = phase + 1 == season ? 0 : phase + 1;
        }
    }
}
