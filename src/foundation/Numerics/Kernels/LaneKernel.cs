namespace Kirana.Numerics.Kernels;

/// <summary>Runs code written for <see cref="ILanes{TSelf}"/> at the width of the machine.</summary>
/// <remarks>Memory is laid out for <see cref="Lanes"/> lanes whatever the machine: a kernel is called for lanes 0 … 7 at once, in halves,
/// in quarters or one by one, and leaves the same bits.</remarks>
public static class LaneKernel
{
    /// <summary>The lanes of a layout: as many doubles as 512 bits hold.</summary>
    public const int Lanes = 8;

    /// <summary>Runs a kernel over all lanes.</summary>
    /// <typeparam name="TKernel">The kernel.</typeparam>
    /// <param name="kernel">What it works on.</param>
    public static void Run<TKernel>(TKernel kernel) where TKernel : struct, ILaneKernel => Run(Simd.Width, kernel);

    /// <summary>Runs a kernel lane after lane: the scalar twin.</summary>
    /// <typeparam name="TKernel">The kernel.</typeparam>
    /// <param name="kernel">What it works on.</param>
    public static void RunScalar<TKernel>(TKernel kernel) where TKernel : struct, ILaneKernel => Run(SimdWidth.Scalar, kernel);

    internal static void Run<TKernel>(SimdWidth width, TKernel kernel) where TKernel : struct, ILaneKernel
    {
        switch (width)
        {
            case SimdWidth.Bits512:
                Run<TKernel, Lanes512>(kernel);
                break;
            case SimdWidth.Bits256:
                Run<TKernel, Lanes256>(kernel);
                break;
            case SimdWidth.Bits128:
                Run<TKernel, Lanes128>(kernel);
                break;
            default:
                Run<TKernel, Lanes64>(kernel);
                break;
        }
    }

    private static void Run<TKernel, TLanes>(TKernel kernel)
        where TKernel : struct, ILaneKernel
        where TLanes : struct, ILanes<TLanes>
    {
        for (var lane = 0; lane < Lanes; lane += TLanes.Count)
            kernel.Run<TLanes>(lane);
    }
}
