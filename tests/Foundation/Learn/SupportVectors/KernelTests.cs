using Kirana.Learn.SupportVectors.Kernels;
using Kirana.Numerics.Kernels;
using Kirana.Numerics.Random;

namespace Kirana.Tests.Foundation.Learn.SupportVectors;

public sealed class KernelTests
{
    [Theory]
    [InlineData(128)]
    [InlineData(256)]
    [InlineData(512)]
    public void Products_and_distances_have_the_bits_of_the_scalar_twin(int bits)
    {
        var random = new RandomStream(1);
        foreach (var (rows, features) in new[] { (1, 1), (16, 3), (17, 5), (61, 20), (200, 7) })
        {
            var values = new float[rows * features];
            foreach (ref var value in values.AsSpan())
                value = (float)random.NextGaussian();
            var tiles = Tiles.Pack(values, features);
            var padded = tiles.Length / features;
            var (narrow, wide) = (new float[padded], new float[padded]);
            foreach (var ofDistances in new[] { false, true })
            {
                Tiles.Run(SimdWidth.Scalar, tiles, values.AsSpan(0, features), narrow, ofDistances);
                Tiles.Run((SimdWidth)bits, tiles, values.AsSpan(0, features), wide, ofDistances);
                Assert.Equal(narrow, wide);
                Assert.Equal(ofDistances ? 0 : values.AsSpan(0, features).ToArray().Sum(v => v * v), narrow[0], 1e-4f);
            }
        }
    }

    [Theory]
    [InlineData(128)]
    [InlineData(256)]
    [InlineData(512)]
    public void Steps_choose_the_pair_of_the_scalar_twin(int bits)
    {
        var random = new RandomStream(2);
        for (var trial = 0; trial < 200; trial++)
        {
            var count = WorkingSet.Multiple * (1 + random.Next(90));
            var (first, second, f, up, low, diagonal) = (new float[count], new float[count], new double[count], new double[count], new double[count], new double[count]);
            for (var t = 0; t < count; t++)
            {
                (first[t], second[t]) = ((float)random.NextDouble(), (float)random.NextDouble());
                // Few different values: equals must be told apart by their place.
                f[t] = random.Next(5) - 2;
                up[t] = random.Next(3) == 0 ? double.PositiveInfinity : 0;
                low[t] = random.Next(3) == 0 ? double.NegativeInfinity : 0;
                diagonal[t] = 1;
            }

            var step = trial % 2 == 0 ? 0 : 0.3;
            var (own, other) = ((double[])f.Clone(), (double[])f.Clone());
            var i = WorkingSet.Move(SimdWidth.Scalar, own, first, second, step, up, low, out var greatest);
            Assert.Equal(i, WorkingSet.Move((SimdWidth)bits, other, first, second, step, up, low, out var same));
            Assert.Equal(own, other);
            Assert.Equal(greatest, same);
            var partner = WorkingSet.Partner(SimdWidth.Scalar, own, first, diagonal, low, own[Math.Max(i, 0)], 1, 1e-12);
            Assert.Equal(partner, WorkingSet.Partner((SimdWidth)bits, own, first, diagonal, low, own[Math.Max(i, 0)], 1, 1e-12));
        }
    }

    [Fact]
    public void Where_nothing_may_move_there_is_no_pair()
    {
        double[] closed = [.. Enumerable.Repeat(double.PositiveInfinity, 16)], shut = [.. Enumerable.Repeat(double.NegativeInfinity, 16)];
        Assert.Equal(-1, WorkingSet.Move(new double[16], new float[16], new float[16], 0, closed, shut, out var greatest));
        Assert.Equal(double.NegativeInfinity, greatest);
        Assert.Equal(-1, WorkingSet.Partner(new double[16], new float[16], new double[16], shut, 0, 1, 1e-12));
    }
}
