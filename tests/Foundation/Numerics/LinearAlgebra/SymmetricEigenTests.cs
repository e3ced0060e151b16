using Kirana.Numerics.Kernels;
using Kirana.Numerics.LinearAlgebra;
using Kirana.Numerics.Random;

namespace Kirana.Tests.Foundation.Numerics.LinearAlgebra;

public class SymmetricEigenTests
{
    public static TheoryData<int> Orders => [0, 1, 2, 3, 10, 65];

    [Theory]
    [MemberData(nameof(Orders))]
    public void Vectors_are_orthonormal_and_make_the_matrix_again(int n)
    {
        var a = Symmetric(n);
        var (vectors, values) = (a.ToArray(), new double[n]);
        Assert.True(SymmetricEigen.TryDecompose(vectors, n, values));
        for (var i = 0; i < n; i++)
            for (var j = 0; j < n; j++)
            {
                Assert.Equal(i == j ? 1 : 0, Dot.Of(vectors.AsSpan(i * n, n), vectors.AsSpan(j * n, n)), 1e-12);
                var sum = 0.0;
                for (var k = 0; k < n; k++)
                    sum += values[k] * vectors[k * n + i] * vectors[k * n + j];
                Assert.Equal(a[i * n + j], sum, 1e-11);
            }

        Assert.Equal(values.OrderDescending(), values);
    }

    [Fact]
    public void A_matrix_worked_out_by_hand()
    {
        // (2 1; 1 2): 3 along (1, 1), 1 along (1, −1).
        double[] a = [2, 1, 1, 2];
        var values = new double[2];
        Assert.True(SymmetricEigen.TryDecompose(a, 2, values));
        Assert.Equal([3, 1], values.Select(value => Math.Round(value, 12)));
        Assert.Equal(a[0], a[1], 1e-12);
        Assert.Equal(a[2], -a[3], 1e-12);
    }

    [Fact]
    public void Equal_eigenvalues_and_a_matrix_of_rank_one_are_decomposed()
    {
        double[] one = [1, 0, 0, 0, 1, 0, 0, 0, 1];
        var values = new double[3];
        Assert.True(SymmetricEigen.TryDecompose(one, 3, values));
        Assert.Equal([1, 1, 1], values);

        double[] rank = [1, 2, 3, 2, 4, 6, 3, 6, 9];
        Assert.True(SymmetricEigen.TryDecompose(rank, 3, values));
        Assert.Equal(14, values[0], 1e-12);
        Assert.Equal(0, values[1], 1e-12);
        Assert.Equal(0, values[2], 1e-12);
    }

    /// <summary>Of a matrix of whole numbers and few ranks most eigenvalues are 0, and what rounding leaves of them is no size to go by.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(10)]
    public void A_matrix_of_few_ranks_is_decomposed(int rank)
    {
        const int N = 64;
        for (var seed = 1UL; seed <= 50; seed++)
        {
            var random = new RandomStream(seed);
            double[] rows = [.. Enumerable.Range(0, rank * N).Select(_ => (double)random.Next(5) - 2)];
            var (vectors, values) = (new double[N * N], new double[N]);
            Syrk.AddGram(rows, rank, N, vectors);
            Assert.True(SymmetricEigen.TryDecompose(vectors, N, values), $"Seed {seed}.");
            Assert.All(values[rank..], value => Assert.Equal(0, value, 1e-12 * values[0]));
        }
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Refuses_what_is_not_finite(double wrong) =>
        Assert.False(SymmetricEigen.TryDecompose([1, wrong, wrong, 1], 2, new double[2]));

    private static double[] Symmetric(int n)
    {
        var random = new RandomStream(7, (ulong)n);
        var a = new double[n * n];
        for (var i = 0; i < n; i++)
            for (var j = 0; j <= i; j++)
                a[i * n + j] = a[j * n + i] = random.NextGaussian();
        return a;
    }
}
