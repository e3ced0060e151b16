using Kirana.Numerics.Kernels;

namespace Kirana.Forecast.Intermittent;

/// <summary>Finds the largest finite value of each series of a table.</summary>
internal readonly struct LargestDemand(DemandTable table) : ILaneKernel
{
    public void Run<TLanes>(int first) where TLanes : struct, ILanes<TLanes>
    {
        ReadOnlySpan<double> values = table.Values;
        var (above, largest) = (TLanes.Broadcast(double.PositiveInfinity), TLanes.Broadcast(0));
        for (var place = first; place < values.Length; place += DemandTable.Width)
        {
            var value = TLanes.Load(values, place);
            value = TLanes.SelectLess(value, above, value, largest);
            largest = TLanes.SelectLess(largest, value, value, largest);
        }

        TLanes.Store(largest, table.Largest, first);
    }
}
