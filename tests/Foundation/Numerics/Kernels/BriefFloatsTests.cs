using CsCheck;
using Kirana.Numerics.Kernels;

namespace Kirana.Tests.Foundation.Numerics.Kernels;

public sealed class BriefFloatsTests
{
    private const double LeastNormal = 1.17549435e-38;

    private static readonly Gen<float[]> Values = Gen.OneOf(Gen.Float[-1e38f, 1e38f], Gen.Float[-3, 3], Gen.Const(0f)).Array[0, 100];

    [Fact]
    public void Both_forms_have_the_same_bits() => Values.Sample(values =>
    {
        var (plain, fast) = (new ushort[values.Length], new ushort[values.Length]);
        BriefFloats.ScalarPack(values, plain);
        var done = BriefFloats.VectorPack(values, fast);
        Assert.Equal(values.Length / 32 * 32, done);
        Assert.Equal(plain[..done], fast[..done]);
        var (plainValues, fastValues) = (new float[values.Length], new float[values.Length]);
        BriefFloats.ScalarUnpack(plain, plainValues);
        done = BriefFloats.VectorUnpack(plain, fastValues);
        Assert.Equal(values.Length / 16 * 16, done);
        Assert.Equal(plainValues[..done], fastValues[..done]);
    });

    [Fact]
    public void A_value_comes_back_within_half_a_unit() => Values.Sample(values =>
    {
        var (brief, back) = (new ushort[values.Length], new float[values.Length]);
        BriefFloats.Pack(values, brief);
        BriefFloats.Unpack(brief, back);
        for (var i = 0; i < values.Length; i++)
            Assert.True(Math.Abs((double)back[i] - values[i]) <= Math.Max(Math.Abs((double)values[i]) / 256, LeastNormal / 256));
    });

    [Fact]
    public void A_half_goes_to_the_even_side()
    {
        // 1 + 2⁻⁷ is the next brief float after 1.
        var (brief, back) = (new ushort[4], new float[4]);
        BriefFloats.Pack([1 + 1 / 256f, 1 + 3 / 256f, 1 + 1.01f / 256, -1 - 1 / 256f], brief);
        BriefFloats.Unpack(brief, back);
        Assert.Equal([1f, 1 + 2 / 128f, 1 + 1 / 128f, -1f], back);
    }

    [Fact]
    public void Lengths_that_differ_are_refused()
    {
        Assert.ThrowsAny<ArgumentException>(() => BriefFloats.Pack(new float[3], new ushort[2]));
        Assert.ThrowsAny<ArgumentException>(() => BriefFloats.Unpack(new ushort[3], new float[2]));
    }
}
