using System.Runtime.CompilerServices;
using Kirana.Numerics.Kernels;

namespace Kirana.Forecast.Smoothing.Likelihood;

/// <summary>The derivatives of eight series side by side, moved along with them.</summary>
internal readonly struct Derivatives(LaneTable table) : IDerivatives
{
    private const int Width = LaneTable.Width;

    public void Begin<TLanes>(TLanes trend, int lane) where TLanes : struct, ILanes<TLanes>
    {
        var (season, count, all) = (table.Season, table.Count, table.Sensitivity);
        var (zero, one, less) = (TLanes.Broadcast(0), TLanes.Broadcast(1), TLanes.Broadcast(-1));
        for (var i = 0; i < (season + 2) * count; i++)
            TLanes.Store(zero, all, i * Width + lane);
        TLanes.Store(one, all, lane);
        TLanes.Store(trend, all, (count + 1) * Width + lane);
        for (var phase = 1; phase < season; phase++)
        {
            TLanes.Store(less, all, (2 * count + phase + 1) * Width + lane);
            TLanes.Store(one, all, ((2 + phase) * count + phase + 1) * Width + lane);
        }
    }

    // Kept apart: within the pass the compiler would give up inlining half way.
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Advance<TLanes>(int step, int phase, int lane, in Flow<TLanes> flow) where TLanes : struct, ILanes<TLanes>
    {
        var count = table.Count * Width;
        var weights = table.States * Width + lane;
        var byLevel = table.Sensitivity.AsSpan(0, count);
        var bySlope = table.Sensitivity.AsSpan(count, count);
        var bySeason = table.Sensitivity.AsSpan((2 + phase) * count, count);
        var row = step % LaneTable.Block * table.Rows * Width;
        var target = table.Gathered.AsSpan(row, count);
        var phi = flow.Phi;
        var (rowByLevel, rowBySeason) = (flow.RowByLevel, flow.RowBySeason);
        var (levelByLevel, levelBySeason) = (flow.LevelByLevel, flow.LevelBySeason);
        var (slopeByLevel, slopeBySeason) = (flow.SlopeByLevel, flow.SlopeBySeason);
        var (seasonByLevel, seasonBySeason) = (flow.SeasonByLevel, flow.SeasonBySeason);
        // φ moves the level on by what it leaves of the slope, before anything else happens.
        var place = weights + 3 * Width;
        TLanes.Store(TLanes.Load(byLevel, place) + flow.SlopeByPhi, byLevel, place);
        for (var at = lane; at < count; at += Width)
        {
            var (dl, db, ds) = (TLanes.Load(byLevel, at), TLanes.Load(bySlope, at), TLanes.Load(bySeason, at));
            var dq = TLanes.MultiplyAdd(phi, db, dl);
            TLanes.Store(TLanes.MultiplyAdd(rowByLevel, dq, rowBySeason * ds), target, at);
            TLanes.Store(TLanes.MultiplyAdd(levelByLevel, dq, levelBySeason * ds), byLevel, at);
            TLanes.Store(TLanes.MultiplyAdd(slopeByLevel, dq, TLanes.MultiplyAdd(slopeBySeason, ds, phi * db)), bySlope, at);
            TLanes.Store(TLanes.MultiplyAdd(seasonByLevel, dq, seasonBySeason * ds), bySeason, at);
        }

        Add(byLevel, weights, flow.LevelByAlpha);
        Add(bySlope, weights, flow.SlopeByAlpha);
        Add(bySeason, weights, flow.SeasonByAlpha);
        Add(bySlope, weights + Width, flow.SlopeByU);
        Add(bySeason, weights + 2 * Width, flow.SeasonByV);
        Add(bySlope, place, flow.SlopeByPhi);
        TLanes.Store(flow.Error, table.Gathered, row + count + lane);
        TLanes.Store(flow.Present, table.Gathered, row + count + Width + lane);
    }

    public void Multiply<TLanes>(int steps, int lane) where TLanes : struct, ILanes<TLanes> => Gathering.Multiply<TLanes>(table, steps, lane);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<TLanes>(Span<double> sums, int place, TLanes more) where TLanes : struct, ILanes<TLanes> =>
        TLanes.Store(TLanes.Load(sums, place) + more, sums, place);
}
