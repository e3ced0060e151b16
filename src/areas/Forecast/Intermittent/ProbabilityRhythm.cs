using System.Runtime.CompilerServices;
using Kirana.Numerics.Kernels;

namespace Kirana.Forecast.Intermittent;

/// <summary>The smoothed probability of demand, which moves with every step (Teunter, Syntetos and Babai 2011).</summary>
internal readonly struct ProbabilityRhythm : IRhythm
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Moved<TLanes>(TLanes state, TLanes weight, TLanes demand, TLanes elapsed) where TLanes : struct, ILanes<TLanes>
    {
        var zero = TLanes.Broadcast(0);
        var came = TLanes.SelectLess(zero, demand, TLanes.Broadcast(1), zero);
        return TLanes.SelectLess(TLanes.Broadcast(-1), demand, TLanes.MultiplyAdd(weight, came - state, state), state);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Frequency<TLanes>(TLanes state, TLanes deflator) where TLanes : struct, ILanes<TLanes> => state;
}
