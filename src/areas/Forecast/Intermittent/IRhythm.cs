using Kirana.Numerics.Kernels;

namespace Kirana.Forecast.Intermittent;

/// <summary>How often demand comes, as a method keeps it in mind.</summary>
internal interface IRhythm
{
    /// <summary>The state after one more step.</summary>
    /// <param name="state">The state before it.</param>
    /// <param name="weight">How far it moves.</param>
    /// <param name="demand">What was sold, 0 or more; NaN where missing.</param>
    /// <param name="elapsed">Steps since the demand before, this one included.</param>
    static abstract TLanes Moved<TLanes>(TLanes state, TLanes weight, TLanes demand, TLanes elapsed) where TLanes : struct, ILanes<TLanes>;

    /// <summary>The demands expected in one step.</summary>
    /// <param name="state">The state.</param>
    /// <param name="deflator">What corrects a ratio for its bias.</param>
    static abstract TLanes Frequency<TLanes>(TLanes state, TLanes deflator) where TLanes : struct, ILanes<TLanes>;
}
