using System.Numerics;
using Kirana.Numerics.Kernels;
using Kirana.Numerics.LinearAlgebra;
using Kirana.Numerics.Random;
using Kirana.Tests.Foundation.Numerics.Kernels;

namespace Kirana.Tests.Foundation.Numerics.LinearAlgebra;

public class CholeskyTests
{
    public static TheoryData<int> Orders => [0, 1, 2, 3, 7, 16, 31, 64, 65, 100, 128, 200, 257];

    [Theory]
    [MemberData(nameof(Orders))]
    public void Factors_multiply_to_the_matrix(int n)
    {
        var a = PositiveDefinite(n);
        var factor = a.ToArray();
        Assert.True(Cholesky.TryFactor(factor, n));
        for (var i = 0; i < n; i++)
            for (var j = 0; j <= i; j++)
            {
                var sum = 0.0;
                for (var k = 0; k <= j; k++)
                    sum += factor[i * n + k] * factor[j * n + k];
                Assert.Equal(a[i * n + j], sum, 1e-12 * n);
                Assert.Equal(factor[i * n + j], factor[j * n + i]);
            }
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public void Float_factors_multiply_to_the_matrix(int n)
    {
        var a = Array.ConvertAll(PositiveDefinite(n), x => (float)x);
        var factor = a.ToArray();
        Assert.True(Cholesky.TryFactor(factor, n));
        for (var i = 0; i < n; i++)
            for (var j = 0; j <= i; j++)
            {
                var sum = 0.0;
                for (var k = 0; k <= j; k++)
                    sum += (double)factor[i * n + k] * factor[j * n + k];
                Assert.Equal(a[i * n + j], sum, 5e-6 * (n + 1));
                Assert.Equal(factor[i * n + j], factor[j * n + i]);
            }
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public void Solves_a_system(int n)
    {
        var a = PositiveDefinite(n);
        var x = Gaussians(n, 5);
        var b = new double[n];
        Gemm.Multiply(n, 1, n, a, x, b);
        var single = (A: Array.ConvertAll(a, v => (float)v), B: Array.ConvertAll(b, v => (float)v));

        Assert.True(Cholesky.TryFactor(a, n));
        Cholesky.Solve(a, n, b);
        Assert.True(Cholesky.TryFactor(single.A, n));
        Cholesky.Solve(single.A, n, single.B);
        for (var i = 0; i < n; i++)
        {
            Assert.Equal(x[i], b[i], 1e-9);
            Assert.Equal(x[i], single.B[i], 1e-2);
        }
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public void Factors_and_solutions_have_the_same_bits_at_every_width(int n)
    {
        Check(PositiveDefinite(n));
        Check(Array.ConvertAll(PositiveDefinite(n), x => (float)x));

        void Check<T>(T[] matrix) where T : unmanaged, IFloatingPointIeee754<T>
        {
            var expected = matrix.ToArray();
            Assert.True(Cholesky.Plain<T>(expected, n));
            var solution = Samples.Vector<T>(n, 1);
            Cholesky.Solve<T>(SimdWidth.Scalar, expected, n, solution);
            foreach (var width in Samples.Widths)
            {
                var actual = matrix.ToArray();
                Assert.True(Cholesky.TryFactor<T>(width, actual, n));
                Samples.AssertSameBits<T>(expected, actual, $"{width} {typeof(T)} {n}");
                var b = Samples.Vector<T>(n, 1);
                Cholesky.Solve<T>(width, actual, n, b);
                Samples.AssertSameBits<T>(solution, b, $"{width} {typeof(T)} {n} solution");
            }
        }
    }

    [Fact]
    public void Reads_only_the_lower_triangle()
    {
        const int Order = 20;
        var full = PositiveDefinite(Order);
        var lower = full.ToArray();
        for (var i = 0; i < Order; i++)
            for (var j = i + 1; j < Order; j++)
                lower[i * Order + j] = double.NaN;
        Assert.True(Cholesky.TryFactor(full, Order));
        Assert.True(Cholesky.TryFactor(lower, Order));
        Assert.Equal(full, lower);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(5, 4)]
    [InlineData(100, 37)]
    [InlineData(300, 299)]
    public void Refuses_a_matrix_that_is_not_positive_definite(int n, int at)
    {
        foreach (var wrong in (double[])[-1, 0, double.NaN, double.PositiveInfinity])
        {
            var a = PositiveDefinite(n);
            a[at * n + at] = wrong;
            Assert.False(Cholesky.TryFactor(Array.ConvertAll(a, x => (float)x), n));
            Assert.False(Cholesky.TryFactor(a, n));
        }
    }

    [Fact]
    public void Refuses_lengths_that_do_not_fit()
    {
        Assert.Throws<ArgumentException>(() => Cholesky.TryFactor(new double[8], 3));
        Assert.Throws<ArgumentException>(() => Cholesky.Solve(new float[9], 3, new float[2]));
    }

    /// <summary>The scaled Gram matrix of Gaussian rows, plus half of the identity.</summary>
    private static double[] PositiveDefinite(int n)
    {
        var rows = Gaussians(2 * n * n, 4);
        var gram = new double[n * n];
        Syrk.AddGram(rows, 2 * n, n, gram);
        for (var i = 0; i < gram.Length; i++)
            gram[i] = gram[i] / (2 * n) + (i % (n + 1) == 0 ? 0.5 : 0);
        return gram;
    }

    private static double[] Gaussians(int count, ulong seed)
    {
        var random = new RandomStream(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextGaussian())];
    }
}
