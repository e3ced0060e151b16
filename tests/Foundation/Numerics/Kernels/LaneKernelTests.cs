using Kirana.Numerics.Kernels;
using Kirana.Numerics.Random;

namespace Kirana.Tests.Foundation.Numerics.Kernels;

public sealed class LaneKernelTests
{
    [Theory]
    [InlineData(512)]
    [InlineData(256)]
    [InlineData(128)]
    public void Every_width_leaves_the_bits_of_the_scalar_twin(int bits)
    {
        var random = new RandomStream(4);
        var numbers = new double[5 * LaneKernel.Lanes];
        foreach (ref var number in numbers.AsSpan())
            number = random.NextGaussian();
        (numbers[3], numbers[12], numbers[21]) = (double.NaN, double.PositiveInfinity, -0.0);
        var (narrow, wide) = (new double[6 * LaneKernel.Lanes], new double[6 * LaneKernel.Lanes]);
        LaneKernel.RunScalar(new Everything(numbers, narrow));
        LaneKernel.Run((SimdWidth)bits, new Everything(numbers, wide));
        Assert.Equal(Bits(narrow), Bits(wide));
        Assert.Equal(Math.FusedMultiplyAdd(numbers[1], numbers[9], numbers[17]), narrow[4 * LaneKernel.Lanes + 1]);
        Assert.Equal(numbers[5] < numbers[13] ? numbers[21] : numbers[29], narrow[5 * LaneKernel.Lanes + 5]);
    }

    [Fact]
    public void Memory_that_ends_early_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Lanes512.Load(new double[8], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Lanes256.Store(default, new double[3], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Lanes128.Load(new double[8], -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Lanes128.Load(new double[8], int.MaxValue));
    }

    private static long[] Bits(double[] numbers) => Array.ConvertAll(numbers, BitConverter.DoubleToInt64Bits);

    private readonly struct Everything(double[] numbers, double[] results) : ILaneKernel
    {
        public void Run<TLanes>(int first) where TLanes : struct, ILanes<TLanes>
        {
            const int Width = LaneKernel.Lanes;
            var (a, b) = (TLanes.Load(numbers, first), TLanes.Load(numbers, Width + first));
            var (x, y) = (TLanes.Load(numbers, 2 * Width + first), TLanes.Load(numbers, 3 * Width + first));
            TLanes.Store(a + TLanes.Broadcast(0.1), results, first);
            TLanes.Store(a - b, results, Width + first);
            TLanes.Store(a * b, results, 2 * Width + first);
            TLanes.Store(a / b, results, 3 * Width + first);
            TLanes.Store(TLanes.MultiplyAdd(a, b, x), results, 4 * Width + first);
            TLanes.Store(TLanes.SelectLess(a, b, x, y), results, 5 * Width + first);
        }
    }
}
