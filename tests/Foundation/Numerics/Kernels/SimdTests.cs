using Kirana.Numerics.Kernels;

namespace Kirana.Tests.Foundation.Numerics.Kernels;

public class SimdTests
{
    [Theory]
    [InlineData("512", 512)]
    [InlineData("256", 256)]
    [InlineData("128", 128)]
    [InlineData("scalar", 0)]
    public void Environment_variable_forces_a_width(string wish, int bits) => Assert.Equal(bits, (int)Simd.Choose(wish));

    [Fact]
    public void Without_a_wish_the_widest_is_chosen() => Assert.Equal(Simd.Choose(null), Simd.Choose(""));

    [Fact]
    public void An_unknown_wish_is_refused_and_the_known_ones_are_named()
    {
        var error = Assert.Throws<ArgumentException>(() => Simd.Choose("1024"));
        Assert.Contains("512, 256, 128 or scalar", error.Message, StringComparison.Ordinal);
    }
}
