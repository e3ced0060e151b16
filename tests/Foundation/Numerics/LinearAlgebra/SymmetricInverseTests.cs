using Kirana.Numerics.Kernels;
using Kirana.Numerics.LinearAlgebra;
using Kirana.Numerics.Random;
using Kirana.Tests.Foundation.Numerics.Kernels;

namespace Kirana.Tests.Foundation.Numerics.LinearAlgebra;

public class SymmetricInverseTests
{
    public static TheoryData<int> Orders => [0, 1, 2, 3, 17, 100, 255, 256, 257, 520];

    [Theory]
    [MemberData(nameof(Orders))]
    public void The_inverse_times_the_matrix_is_one(int n)
    {
        var a = PositiveDefinite(n);
        var inverse = a.ToArray();
        Assert.True(SymmetricInverse.TryInvert(inverse, n, threads: 2));
        var product = new double[n * n];
        Gemm.Multiply(n, n, n, Array.ConvertAll(a, x => (double)x), Array.ConvertAll(inverse, x => (double)x), product);
        for (var i = 0; i < n; i++)
            for (var j = 0; j < n; j++)
            {
                Assert.Equal(i == j ? 1 : 0, product[i * n + j], 2e-4);
                Assert.Equal(inverse[i * n + j], inverse[j * n + i]);
            }
    }

    [Fact]
    public void A_matrix_worked_out_by_hand()
    {
        // (4 2; 2 3)⁻¹ = (3 −2; −2 4) / 8.
        float[] a = [4, 2, float.NaN, 3];
        Assert.True(SymmetricInverse.TryInvert(a, 2, threads: 1));
        Assert.Equal([0.375f, -0.25f, -0.25f, 0.5f], a.Select(x => MathF.Round(x, 6)));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(300)]
    public void The_bits_are_the_same_at_every_width_and_number_of_threads(int n)
    {
        var expected = PositiveDefinite(n);
        Assert.True(SymmetricInverse.TryInvert(SimdWidth.Scalar, expected, n, 1, CancellationToken.None, progress: null));
        foreach (var width in Samples.Widths)
            foreach (var threads in (int[])[1, 3])
            {
                var actual = PositiveDefinite(n);
                Assert.True(SymmetricInverse.TryInvert(width, actual, n, threads, CancellationToken.None, progress: null));
                Samples.AssertSameBits<float>(expected, actual, $"{width} {threads}");
            }
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(40, 17)]
    [InlineData(300, 299)]
    public void Refuses_a_matrix_that_is_not_positive_definite(int n, int at)
    {
        foreach (var wrong in (float[])[-1, float.NaN, float.PositiveInfinity])
        {
            var a = PositiveDefinite(n);
            a[at * n + at] = wrong;
            Assert.False(SymmetricInverse.TryInvert(a, n, threads: 2));
        }
    }

    [Fact]
    public void Tells_how_far_it_is_and_stops_when_cancelled()
    {
        using var source = new CancellationTokenSource();
        var told = new List<double>();
        Assert.Throws<OperationCanceledException>(() => SymmetricInverse.TryInvert(PositiveDefinite(600), 600, 1, source.Token, share =>
        {
            told.Add(share);
            source.Cancel();
        }));
        Assert.Equal([256.0 / 600], told);
    }

    [Fact]
    public void Refuses_an_array_of_another_length() =>
        Assert.Throws<ArgumentException>(() => SymmetricInverse.TryInvert(new float[5], 2, threads: 1));

    private static float[] PositiveDefinite(int n)
    {
        var random = new RandomStream(11, (ulong)n);
        var rows = new float[2 * n * n];
        foreach (ref var value in rows.AsSpan())
            value = (float)(random.NextDouble() - 0.5);
        var a = new float[n * n];
        Syrk.AddGram(rows, 2 * n, n, a);
        for (var i = 0; i < n; i++)
            a[i * n + i] += 1;
        return a;
    }
}
