using Kirana.Numerics.Kernels;
using Kirana.Numerics.Random;

namespace Kirana.Tests.Foundation.Numerics.Kernels;

public class ElementaryTests
{
    private const int Points = 300_000;

    [Fact]
    public void Float_exp_is_within_1_1_ulp() =>
        AssertUlps(Grid(-104f, 89f), Elementary.Exp, x => Math.Exp(x), 1.1);

    [Fact]
    public void Float_log_is_within_one_ulp() =>
        AssertUlps([.. PositiveFloats(), .. Grid(0.5f, 2f)], Elementary.Log, x => Math.Log(x), 1.0);

    [Fact]
    public void Float_tanh_is_within_two_ulp() =>
        AssertUlps([.. Grid(-11f, 11f), .. Grid(-0.01f, 0.01f), .. PositiveFloats()], Elementary.Tanh, x => Math.Tanh(x), 2.0);

    // These count steps between doubles against the C library, which errs by up to half a step itself (tanh: two).
    [Fact]
    public void Double_exp_is_within_one_ulp() =>
        AssertUlps(Grid(-745.0, 710.0), Elementary.Exp, Math.Exp, 1);

    [Fact]
    public void Double_log_is_within_one_ulp() =>
        AssertUlps([.. PositiveDoubles(), .. Grid(0.5, 2.0)], Elementary.Log, Math.Log, 1);

    [Fact]
    public void Double_tanh_is_within_two_ulp() =>
        AssertUlps([.. Grid(-20.0, 20.0), .. Grid(-0.01, 0.01), .. PositiveDoubles()], Elementary.Tanh, Math.Tanh, 2);

    public static TheoryData<double, double, double, double> Special => new()
    {
        // x, exp, log, tanh
        { 0.0, 1, double.NegativeInfinity, 0.0 },
        { -0.0, 1, double.NegativeInfinity, -0.0 },
        { double.PositiveInfinity, double.PositiveInfinity, double.PositiveInfinity, 1 },
        { double.NegativeInfinity, 0, double.NaN, -1 },
        { double.NaN, double.NaN, double.NaN, double.NaN },
        { double.MaxValue, double.PositiveInfinity, Math.Log(double.MaxValue), 1 },
        { -1, Math.Exp(-1), double.NaN, Math.Tanh(-1) },
        { 1000, double.PositiveInfinity, Math.Log(1000), 1 },
        { -1000, 0, double.NaN, -1 },
        { double.Epsilon, 1, Math.Log(double.Epsilon), double.Epsilon },
        { -double.Epsilon, 1, double.NaN, -double.Epsilon },
    };

    [Theory]
    [MemberData(nameof(Special))]
    public void Special_values_are_those_of_IEEE_754(double x, double exp, double log, double tanh)
    {
        AssertSame(exp, Elementary.Exp(x));
        AssertSame(log, Elementary.Log(x));
        AssertSame(tanh, Elementary.Tanh(x));
    }

    public static TheoryData<float, float, float, float> SpecialSingles => new()
    {
        // x, exp, log, tanh
        { 0f, 1f, float.NegativeInfinity, 0f },
        { -0f, 1f, float.NegativeInfinity, -0f },
        { float.PositiveInfinity, float.PositiveInfinity, float.PositiveInfinity, 1f },
        { float.NegativeInfinity, 0f, float.NaN, -1f },
        { float.NaN, float.NaN, float.NaN, float.NaN },
        { float.MaxValue, float.PositiveInfinity, 88.72284f, 1f },
        { float.Epsilon, 1f, -103.27893f, float.Epsilon },
        { -float.Epsilon, 1f, float.NaN, -float.Epsilon },
    };

    [Theory]
    [MemberData(nameof(SpecialSingles))]
    public void Special_values_of_float_are_those_of_IEEE_754(float x, float exp, float log, float tanh)
    {
        AssertSame(exp, Elementary.Exp(x));
        AssertSame(log, Elementary.Log(x));
        AssertSame(tanh, Elementary.Tanh(x));
    }

    [Fact]
    public void Exp_of_large_negative_numbers_is_subnormal_before_it_is_zero()
    {
        Assert.Equal((float)Math.Exp(-100), Elementary.Exp(-100f));
        Assert.True(float.IsSubnormal(Elementary.Exp(-100f)));
        Assert.Equal(Math.Exp(-740), Elementary.Exp(-740.0));
        Assert.True(double.IsSubnormal(Elementary.Exp(-740.0)));
    }

    [Fact]
    public void Vectors_give_the_bits_of_the_scalar_form_at_every_width()
    {
        float[] singles =
        [
            .. Grid(-110f, 95f).Where((_, i) => i % 10 == 0), .. Grid(-1.5f, 1.5f).Where((_, i) => i % 10 == 0),
            .. PositiveFloats().Where((_, i) => i % 10 == 0), .. SpecialSingles.Select(row => row.Data.Item1),
        ];
        double[] doubles =
        [
            .. Grid(-760.0, 730.0).Where((_, i) => i % 10 == 0), .. Grid(-1.5, 1.5).Where((_, i) => i % 10 == 0),
            .. PositiveDoubles().Where((_, i) => i % 10 == 0), .. Special.Select(row => row.Data.Item1),
        ];
        Check<Elementary.ExpFunction>(singles, doubles);
        Check<Elementary.LogFunction>(singles, doubles);
        Check<Elementary.TanhFunction>(singles, doubles);

        static void Check<TFunction>(float[] singles, double[] doubles) where TFunction : struct, Elementary.IFunction
        {
            var expectedSingles = Array.ConvertAll(singles, TFunction.Of);
            var expectedDoubles = Array.ConvertAll(doubles, TFunction.Of);
            foreach (var width in (SimdWidth[])[.. Samples.Widths, SimdWidth.Scalar])
            {
                var actualSingles = new float[singles.Length];
                Elementary.Apply<TFunction>(width, singles, actualSingles);
                Samples.AssertSameBits<float>(expectedSingles, actualSingles, $"{width} {typeof(TFunction)}");
                var actualDoubles = new double[doubles.Length];
                Elementary.Apply<TFunction>(width, doubles, actualDoubles);
                Samples.AssertSameBits<double>(expectedDoubles, actualDoubles, $"{width} {typeof(TFunction)}");
            }
        }
    }

    [Fact]
    public void Vectors_of_any_length_are_computed_in_place()
    {
        for (var length = 0; length < 40; length++)
        {
            var x = Samples.Vector<float>(length, 1);
            var expected = Array.ConvertAll(x, Elementary.Tanh);
            Elementary.Tanh(x, x);
            Assert.Equal(expected, x);
        }
    }

    [Fact]
    public void Spans_of_different_lengths_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Elementary.Exp(new float[3], new float[2]));
        Assert.Throws<ArgumentException>(() => Elementary.Log(new double[3], new double[4]));
    }

    private static void AssertSame(double expected, double actual) =>
        Assert.True(
            (double.IsNaN(expected) && double.IsNaN(actual))
            || BitConverter.DoubleToInt64Bits(expected) == BitConverter.DoubleToInt64Bits(actual),
            $"expected {expected:R}, actual {actual:R}");

    private static void AssertUlps(float[] arguments, Func<float, float> ours, Func<double, double> exact, double limit)
    {
        var worst = (Error: 0.0, At: 0f);
        foreach (var x in arguments)
        {
            var truth = exact(x);
            if (Math.Abs(truth) > float.MaxValue)
                continue;
            var ulp = Math.Max(Math.Abs((double)MathF.BitIncrement((float)truth) - (float)truth), float.Epsilon);
            var error = Math.Abs(ours(x) - truth) / ulp;
            if (!(error <= worst.Error))
                worst = (error, x);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"worst {worst.Error} ulp at {worst.At:R}");
        Assert.True(worst.Error <= limit, $"{worst.Error} ulp at {worst.At:R}");
    }

    private static void AssertUlps(double[] arguments, Func<double, double> ours, Func<double, double> theirs, long limit)
    {
        var worst = (Error: 0L, At: 0.0);
        foreach (var x in arguments)
        {
            var error = Math.Abs(BitConverter.DoubleToInt64Bits(ours(x)) - BitConverter.DoubleToInt64Bits(theirs(x)));
            if (error > worst.Error)
                worst = (error, x);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"worst {worst.Error} ulp at {worst.At:R}");
        Assert.True(worst.Error <= limit, $"{worst.Error} ulp at {worst.At:R}");
    }

    private static float[] Grid(float from, float to) => [.. Grid((double)from, to).Select(x => (float)x)];

    private static double[] Grid(double from, double to) =>
        [.. Enumerable.Range(0, Points).Select(i => from + (to - from) * ((i + 0.37) / Points))];

    /// <summary>Bit patterns spread over all positive finite floats, subnormal ones included.</summary>
    private static float[] PositiveFloats() =>
        [.. Enumerable.Range(0, Points).Select(i => BitConverter.Int32BitsToSingle((int)(1 + (long)i * 0x7F7FFFFE / Points)))];

    private static double[] PositiveDoubles()
    {
        var random = new RandomStream(3);
        return [.. Enumerable.Range(0, Points).Select(_ => random.NextUInt64() >> 1).Where(bits => bits < 0x7FF0000000000000)
            .Select(BitConverter.UInt64BitsToDouble)];
    }
}
