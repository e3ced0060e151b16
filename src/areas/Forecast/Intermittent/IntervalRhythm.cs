using System.Runtime.CompilerServices;
using Kirana.Numerics.Kernels;

namespace Kirana.Forecast.Intermittent;

/// <summary>The smoothed interval between demands, which moves when a demand comes (Croston 1972).</summary>
internal readonly struct IntervalRhythm : IRhythm
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Moved<TLanes>(TLanes state, TLanes weight, TLanes demand, TLanes elapsed) where TLanes : struct, ILanes<TLanes> =>
        TLanes.SelectLess(TLanes.Broadcast(0), demand, TLanes.MultiplyAdd(weight, elapsed - state, state), state);

    /// <inheritdoc/>
    /// <remarks>Where every step has demand there is no ratio to correct.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Frequency<TLanes>(TLanes state, TLanes deflator) where TLanes : struct, ILanes<TLanes>
    {
        var one = TLanes.Broadcast(1);
        return TLanes.SelectLess(one, state, deflator, one) / state;
    }
}
