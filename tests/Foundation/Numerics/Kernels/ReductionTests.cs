using System.Numerics;
using CsCheck;
using Kirana.Numerics.Kernels;

namespace Kirana.Tests.Foundation.Numerics.Kernels;

public class ReductionTests
{
    private static readonly int[] Lengths = [.. Enumerable.Range(0, 70), 100, 127, 128, 129, 1000, 4097];

    [Fact]
    public void Dot_gives_the_same_bits_at_every_width()
    {
        foreach (var length in Lengths)
        {
            Check<float>(length);
            Check<double>(length);
        }

        static void Check<T>(int length) where T : unmanaged, IFloatingPointIeee754<T>
        {
            var (x, y) = (Samples.Vector<T>(length, 1), Samples.Vector<T>(length, 2));
            foreach (var width in Samples.Widths)
                Samples.AssertSameBits(Dot.Scalar<T>(x, y), Dot.Of<T>(width, x, y), $"{width} {typeof(T)} {length}");
        }
    }

    [Fact]
    public void Dot_is_near_the_exact_sum()
    {
        foreach (var length in Lengths)
        {
            var (x, y) = (Samples.Vector<float>(length, 1), Samples.Vector<float>(length, 2));
            double exact = 0, size = 0;
            for (var i = 0; i < length; i++)
            {
                exact += (double)x[i] * y[i];
                size += Math.Abs((double)x[i] * y[i]);
            }

            // The documented bound, one ulp being 2⁻²³.
            Assert.Equal(exact, Dot.Of(x, y), (length / 16 + 5) * size * 1.2e-7);
            Assert.Equal(exact, Dot.Of([.. x.Select(v => (double)v)], [.. y.Select(v => (double)v)]), (length / 8 + 4) * size * 2.3e-16);
        }
    }

    [Fact]
    public void Dot_of_underflowing_products_keeps_its_sign_of_zero_at_every_width()
    {
        for (var length = 1; length < 40; length++)
        {
            var x = new float[length];
            var y = new float[length];
            x.AsSpan().Fill(-1e-30f);
            y.AsSpan().Fill(1e-30f);
            foreach (var width in Samples.Widths)
                Samples.AssertSameBits(Dot.Scalar<float>(x, y), Dot.Of<float>(width, x, y), $"{width} {length}");
        }
    }

    [Fact]
    public void Dot_of_infinities_and_NaN_is_the_same_at_every_width()
    {
        float[] special = [0f, -0f, 1f, float.MaxValue, float.PositiveInfinity, float.NegativeInfinity, float.NaN, float.Epsilon];
        Gen.Int[0, special.Length - 1].Array[0, 40].Sample(indices =>
        {
            var x = Array.ConvertAll(indices, index => special[index]);
            foreach (var width in Samples.Widths)
            {
                Samples.AssertSameBits(Dot.Scalar<float>(x, x), Dot.Of<float>(width, x, x), $"{width}");
                Samples.AssertSameBits(Sum.Scalar(x), Sum.Of(width, x), $"{width}");
            }
        });
    }

    [Fact]
    public void Dot_of_bytes_is_exact_at_every_width()
    {
        foreach (var length in Lengths)
        {
            var (x, y) = (Samples.Bytes(length, 1), Samples.Bytes(length, 2));
            var exact = Enumerable.Range(0, length).Sum(i => x[i] * y[i]);
            Assert.Equal(exact, Dot.Of(x, y));
            Assert.Equal(exact, Dot.Scalar(x, y));
            foreach (var width in Samples.Widths)
                Assert.Equal(exact, Dot.Of(width, x, y));
        }
    }

    [Fact]
    public void Dot_of_the_lowest_bytes_does_not_overflow()
    {
        var x = new sbyte[131_071];
        x.AsSpan().Fill(sbyte.MinValue);
        foreach (var width in (SimdWidth[])[.. Samples.Widths, SimdWidth.Scalar])
            Assert.Equal(131_071 * 16_384, Dot.Of(width, x, x));
    }

    [Fact]
    public void Sum_gives_the_same_bits_at_every_width()
    {
        foreach (var length in Lengths)
        {
            var (x, y) = (Samples.Vector<float>(length, 1), Samples.Vector<double>(length, 1));
            foreach (var width in Samples.Widths)
            {
                Samples.AssertSameBits(Sum.Scalar(x), Sum.Of(width, x), $"{width} float {length}");
                Samples.AssertSameBits(Sum.Scalar(y), Sum.Of(width, y), $"{width} double {length}");
            }

            Assert.Equal(y.Sum(), Sum.Of(y), 1e-12 * (1 + y.Sum(Math.Abs)));
            Assert.Equal(x.Sum(v => (double)v), Sum.Of(x), 1e-12 * (1 + y.Sum(Math.Abs)));
        }
    }

    [Fact]
    public void Axpy_gives_the_same_bits_at_every_width()
    {
        foreach (var length in Lengths)
        {
            Check<float>(length, 0.3f);
            Check<double>(length, -0.7);
        }

        static void Check<T>(int length, T a) where T : unmanaged, IFloatingPointIeee754<T>
        {
            var x = Samples.Vector<T>(length, 1);
            var expected = Samples.Vector<T>(length, 2);
            var start = expected.ToArray();
            Axpy.Scalar<T>(a, x, expected);
            for (var i = 0; i < length; i++)
                Assert.Equal(T.FusedMultiplyAdd(a, x[i], start[i]), expected[i]);
            foreach (var width in Samples.Widths)
            {
                var actual = start.ToArray();
                Axpy.Add<T>(width, a, x, actual);
                Samples.AssertSameBits<T>(expected, actual, $"{width} {typeof(T)} {length}");
            }
        }
    }

    [Fact]
    public void Scale_gives_the_same_bits_at_every_width()
    {
        foreach (var length in Lengths)
        {
            var expected = Samples.Vector<float>(length, 1);
            Scale.Scalar(0.3f, expected);
            foreach (var width in Samples.Widths)
            {
                var actual = Samples.Vector<float>(length, 1);
                Scale.By(width, 0.3f, actual);
                Samples.AssertSameBits<float>(expected, actual, $"{width} {length}");
            }

            Assert.Equal(Samples.Vector<float>(length, 1).Select(x => x * 0.3f), expected);
        }
    }

    [Fact]
    public void Vectors_of_different_lengths_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Dot.Of(new float[3], new float[4]));
        Assert.Throws<ArgumentException>(() => Dot.Of(new double[3], new double[4]));
        Assert.Throws<ArgumentException>(() => Dot.Of(new sbyte[3], new sbyte[4]));
        Assert.Throws<ArgumentException>(() => Axpy.Add(1f, new float[3], new float[4]));
        Assert.Throws<ArgumentException>(() => Axpy.Add(1.0, new double[3], new double[4]));
    }
}
