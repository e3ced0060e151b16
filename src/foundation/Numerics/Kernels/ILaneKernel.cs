namespace Kirana.Numerics.Kernels;

/// <summary>Code for lanes of any width; see <see cref="LaneKernel"/>.</summary>
public interface ILaneKernel
{
    /// <summary>Computes the lanes <paramref name="first"/> … <paramref name="first"/> + Count − 1 of the layout.</summary>
    /// <typeparam name="TLanes">The lanes computed at once.</typeparam>
    /// <param name="first">The first of them.</param>
    void Run<TLanes>(int first) where TLanes : struct, ILanes<TLanes>;
}
