using Kirana.Numerics.Kernels;

namespace Kirana.Forecast.Smoothing.Likelihood;

/// <summary>From the step of the four weights that of the states, the next trial point, and what it promises.</summary>
internal readonly struct Substitution(LaneTable table) : ILaneKernel
{
    private const int Width = LaneTable.Width;

    public void Run<TLanes>(int lane) where TLanes : struct, ILanes<TLanes>
    {
        var (count, rows) = (table.Count, table.Rows);
        var system = table.System.AsSpan(lane);
        var step = table.Step.AsSpan(lane);
        for (var j = table.States - 1; j >= 0; j--)
        {
            var rest = TLanes.Load(system, (count * count + j) * Width);
            for (var i = j + 1; i < count; i++)
                rest -= TLanes.Load(system, (i * count + j) * Width) * TLanes.Load(step, i * Width);
            TLanes.Store(rest, step, j * Width);
        }

        // The objective's fall by its quadratic model: −g·δ − ½ δᵀHδ.
        var kept = table.Kept.AsSpan(lane);
        var precision = TLanes.Load(table.Precision, lane);
        var two = TLanes.Broadcast(2) * TLanes.Load(table.Relative, lane);
        var half = TLanes.Broadcast(0.5);
        var promise = TLanes.Broadcast(0);
        for (var i = 0; i < count; i++)
        {
            var moved = TLanes.Load(step, i * Width);
            var curved = TLanes.Load(kept, (i * rows + i) * Width) * moved * half;
            for (var j = 0; j < i; j++)
                curved = TLanes.MultiplyAdd(TLanes.Load(kept, (i * rows + j) * Width), TLanes.Load(step, j * Width), curved);
            var errors = TLanes.Load(kept, (count * rows + i) * Width);
            var ones = TLanes.Load(kept, ((count + 1) * rows + i) * Width);
            promise = TLanes.MultiplyAdd(moved, precision * (errors - curved) - two * ones, promise);
            TLanes.Store(TLanes.Load(table.Point, i * Width + lane) + moved, table.Trial, i * Width + lane);
        }

        TLanes.Store(promise, table.Promise, lane);
    }
}
