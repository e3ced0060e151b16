using Kirana.Numerics.Kernels;

namespace Kirana.Forecast.Smoothing.Likelihood;

/// <summary>A task alone: the pass leaves how the states go through each step, and <see cref="LoneRows"/> and <see cref="LoneProducts"/>
/// do the rest, the coordinates side by side.</summary>
internal readonly struct LoneDerivatives(LoneTable table) : IDerivatives
{
    public void Begin<TLanes>(TLanes trend, int lane) where TLanes : struct, ILanes<TLanes>
    {
    }

    public void Advance<TLanes>(int step, int phase, int lane, in Flow<TLanes> flow) where TLanes : struct, ILanes<TLanes>
    {
        var place = table.Flows.AsSpan(step * LoneTable.FlowSize, LoneTable.FlowSize);
        TLanes.Store(flow.Phi, place, 0);
        TLanes.Store(flow.RowByLevel, place, 1);
        TLanes.Store(flow.RowBySeason, place, 2);
        TLanes.Store(flow.LevelByLevel, place, 3);
        TLanes.Store(flow.LevelBySeason, place, 4);
        TLanes.Store(flow.SlopeByLevel, place, 5);
        TLanes.Store(flow.SlopeBySeason, place, 6);
        TLanes.Store(flow.SeasonByLevel, place, 7);
        TLanes.Store(flow.SeasonBySeason, place, 8);
        TLanes.Store(flow.LevelByAlpha, place, 9);
        TLanes.Store(flow.SlopeByAlpha, place, 10);
        TLanes.Store(flow.SeasonByAlpha, place, 11);
        TLanes.Store(flow.SlopeByU, place, 12);
        TLanes.Store(flow.SeasonByV, place, 13);
        TLanes.Store(flow.SlopeByPhi, place, 14);
        TLanes.Store(flow.Error, table.Errors, step);
    }

    public void Multiply<TLanes>(int steps, int lane) where TLanes : struct, ILanes<TLanes>
    {
    }
}
