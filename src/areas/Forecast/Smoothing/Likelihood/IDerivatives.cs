using Kirana.Numerics.Kernels;

namespace Kirana.Forecast.Smoothing.Likelihood;

/// <summary>The derivatives of level, slope and seasonal states by all coordinates, and their products.</summary>
internal interface IDerivatives
{
    /// <summary>At the beginning each state depends on its own coordinate; the season of phase 0 on all others.</summary>
    /// <param name="trend">1 where there is a slope, else 0.</param>
    /// <param name="lane">The first lane.</param>
    void Begin<TLanes>(TLanes trend, int lane) where TLanes : struct, ILanes<TLanes>;

    /// <summary>Moves them one step on.</summary>
    /// <param name="step">The step.</param>
    /// <param name="phase">The phase of the season.</param>
    /// <param name="lane">The first lane.</param>
    /// <param name="flow">How the states pass through the step.</param>
    void Advance<TLanes>(int step, int phase, int lane, in Flow<TLanes> flow) where TLanes : struct, ILanes<TLanes>;

    /// <summary>Adds the products of a block of steps.</summary>
    /// <param name="steps">How many they are.</param>
    /// <param name="lane">The first lane.</param>
    void Multiply<TLanes>(int steps, int lane) where TLanes : struct, ILanes<TLanes>;
}
