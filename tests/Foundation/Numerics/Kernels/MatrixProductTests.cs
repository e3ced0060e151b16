using System.Numerics;
using CsCheck;
using Kirana.Numerics.Kernels;

namespace Kirana.Tests.Foundation.Numerics.Kernels;

public class MatrixProductTests
{
    public static TheoryData<int, int, int> Shapes => new()
    {
        { 0, 5, 3 }, { 5, 0, 3 }, { 4, 3, 0 }, { 1, 1, 1 }, { 3, 5, 7 }, { 8, 32, 16 }, { 9, 33, 17 }, { 16, 64, 256 },
        { 7, 31, 300 }, { 130, 40, 20 }, { 20, 530, 9 }, { 137, 531, 259 }, { 64, 64, 64 }, { 1, 200, 50 }, { 200, 1, 50 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Gemm_gives_the_same_bits_at_every_width(int m, int n, int k)
    {
        CheckGemm<float>(m, n, k);
        CheckGemm<double>(m, n, k);
    }

    [Fact]
    public void Gemm_gives_the_same_bits_at_every_width_for_any_shape() =>
        Gen.Select(Gen.Int[0, 70], Gen.Int[0, 70], Gen.Int[0, 40]).Sample((m, n, k) =>
        {
            CheckGemm<float>(m, n, k);
            CheckGemm<double>(m, n, k);
        }, iter: 60);

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Gemm_is_near_the_exact_product(int m, int n, int k)
    {
        var (a, b) = (Samples.Vector<float>(m * k, 1), Samples.Vector<float>(k * n, 2));
        var c = new float[m * n];
        Gemm.Multiply(m, n, k, a, b, c);
        for (var i = 0; i < m; i++)
            for (var j = 0; j < n; j++)
            {
                double exact = 0, size = 0;
                for (var l = 0; l < k; l++)
                {
                    exact += (double)a[i * k + l] * b[l * n + j];
                    size += Math.Abs((double)a[i * k + l] * b[l * n + j]);
                }

                Assert.Equal(exact, c[i * n + j], (k + 1) * size * 1.2e-7);
            }
    }

    [Theory]
    [InlineData(0, 5)]
    [InlineData(1, 1)]
    [InlineData(3, 7)]
    [InlineData(30, 64)]
    [InlineData(300, 64)]
    [InlineData(27, 50)]
    [InlineData(520, 100)]
    [InlineData(70, 257)]
    public void Syrk_gives_the_same_bits_at_every_width(int count, int width)
    {
        CheckSyrk<float>(count, width);
        CheckSyrk<double>(count, width);
    }

    [Fact]
    public void Syrk_gives_the_same_bits_at_every_width_for_any_shape() =>
        Gen.Select(Gen.Int[0, 90], Gen.Int[0, 80]).Sample((count, width) =>
        {
            CheckSyrk<float>(count, width);
            CheckSyrk<double>(count, width);
        }, iter: 60);

    [Fact]
    public void Syrk_adds_the_product_of_the_transpose_and_the_rows()
    {
        const int Count = 40, Width = 33;
        var rows = Samples.Vector<double>(Count * Width, 3);
        var transpose = new double[rows.Length];
        for (var i = 0; i < Count; i++)
            for (var j = 0; j < Width; j++)
                transpose[j * Count + i] = rows[i * Width + j];
        var product = new double[Width * Width];
        Gemm.Multiply(Width, Width, Count, transpose, rows, product);
        var gram = new double[Width * Width];
        Syrk.AddGram(rows, Count, Width, gram);
        Assert.Equal(product, gram);
    }

    [Fact]
    public void Syrk_in_two_calls_equals_one()
    {
        const int Count = 700, Width = 20;
        var rows = Samples.Vector<float>(Count * Width, 3);
        var (once, twice) = (new float[Width * Width], new float[Width * Width]);
        Syrk.AddGram(rows, Count, Width, once);
        Syrk.AddGram(rows.AsSpan(0, 123 * Width), 123, Width, twice);
        Syrk.AddGram(rows.AsSpan(123 * Width), Count - 123, Width, twice);
        Assert.Equal(once, twice);
    }

    [Fact]
    public void Spans_that_do_not_fit_the_shape_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Gemm.Multiply(2, 3, 4, new float[7], new float[12], new float[6]));
        Assert.Throws<ArgumentException>(() => Gemm.Multiply(2, 3, 4, new float[8], new float[11], new float[6]));
        Assert.Throws<ArgumentException>(() => Gemm.Multiply(2, 3, 4, new float[8], new float[12], new float[7]));
        Assert.Throws<ArgumentException>(() => Gemm.MultiplyTransposed(-2, 3, 4, new double[8], new double[12], new double[6]));
        Assert.Throws<ArgumentException>(() => Gemm.Multiply(1 << 17, 1 << 17, 0, ReadOnlySpan<float>.Empty, [], []));
        Assert.Throws<ArgumentException>(() => Syrk.AddGram(new float[6], 2, 3, new float[8]));
        Assert.Throws<ArgumentException>(() => Syrk.AddGram(new double[5], 2, 3, new double[9]));
    }

    private static void CheckGemm<T>(int m, int n, int k) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var (a, b) = (Samples.Vector<T>(m * k, 1), Samples.Vector<T>(k * n, 2));
        var transposed = new T[n * k];
        for (var i = 0; i < k; i++)
            for (var j = 0; j < n; j++)
                transposed[j * k + i] = b[i * n + j];
        var expected = new T[m * n];
        Gemm.Scalar<T>(m, n, k, a, b, expected);
        foreach (var width in (SimdWidth[])[.. Samples.Widths, SimdWidth.Scalar])
        {
            var actual = Samples.Vector<T>(m * n, 3);
            Gemm.Multiply<T>(width, m, n, k, a, b, actual);
            Samples.AssertSameBits<T>(expected, actual, $"{width} {typeof(T)} {m} {n} {k}");
            actual = Samples.Vector<T>(m * n, 3);
            Gemm.MultiplyTransposed<T>(width, m, n, k, a, transposed, actual);
            Samples.AssertSameBits<T>(expected, actual, $"{width} {typeof(T)} {m} {n} {k} transposed");
        }
    }

    private static void CheckSyrk<T>(int count, int width) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var rows = Samples.Vector<T>(count * width, 1);
        var start = Samples.Vector<T>(width * width, 2);
        var expected = start.ToArray();
        Syrk.Scalar<T>(rows, count, width, expected);
        foreach (var simd in Samples.Widths)
        {
            var actual = start.ToArray();
            Syrk.AddGram<T>(simd, rows, count, width, actual);
            Samples.AssertSameBits<T>(expected, actual, $"{simd} {typeof(T)} {count} {width}");
        }
    }
}
