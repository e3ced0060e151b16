using Kirana.Numerics.Kernels;

namespace Kirana.Forecast.Intermittent;

/// <summary>Makes the values of a table fit for the recursions and finds the first states.</summary>
/// <remarks>What is not finite becomes missing, what lies below zero no demand. Where a series sets out from its first demand, that and
/// the steps before become missing: they are in the first states.</remarks>
internal readonly struct DemandPreparation(DemandTable table, RateMethod method) : ILaneKernel
{
    public void Run<TLanes>(int first) where TLanes : struct, ILanes<TLanes>
    {
        var values = table.Values;
        var (zero, one, nothing) = (TLanes.Broadcast(0), TLanes.Broadcast(1), TLanes.Broadcast(-1));
        var (above, below, missing) = (TLanes.Broadcast(double.PositiveInfinity), TLanes.Broadcast(double.NegativeInfinity), TLanes.Broadcast(double.NaN));
        var unit = TLanes.Load(table.Unit, first);
        var scale = one / unit;
        var fromFirst = method.Start == DemandStart.First;
        var (sum, demands, present) = (zero, zero, zero);
        // Until the first demand size and interval are unknown, and what is seen is blanked.
        var (size, interval, waited) = (zero, one, one);
        for (var place = first; place < values.Length; place += DemandTable.Width)
        {
            var value = TLanes.Load(values, place) * scale;
            value = TLanes.SelectLess(zero, value, TLanes.SelectLess(value, above, value, missing), TLanes.SelectLess(below, value, zero, missing));
            var seen = TLanes.SelectLess(nothing, value, one, zero);
            sum = TLanes.SelectLess(zero, value, sum + value, sum);
            demands = TLanes.SelectLess(zero, value, demands + one, demands);
            present += seen;
            if (fromFirst)
            {
                var begun = size;
                var begins = TLanes.SelectLess(zero, value, one, zero) * TLanes.SelectLess(zero, begun, zero, one);
                size = TLanes.SelectLess(zero, begins, value, size);
                interval = TLanes.SelectLess(zero, begins, waited, interval);
                waited += seen;
                value = TLanes.SelectLess(zero, begun, value, missing);
            }

            TLanes.Store(value, values, place);
        }

        if (!fromFirst)
        {
            size = TLanes.SelectLess(zero, demands, sum / demands, zero);
            interval = TLanes.SelectLess(zero, demands, present / demands, one);
        }

        TLanes.Store(size, table.Size, first);
        TLanes.Store(method.SmoothsProbability ? one / interval : interval, table.Rhythm, first);
    }
}
