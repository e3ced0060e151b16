using System.Numerics;
using Kirana.Numerics.Kernels;
using Kirana.Numerics.Random;

namespace Kirana.Tests.Foundation.Numerics.Kernels;

/// <summary>Vectors and comparisons for the kernel tests.</summary>
internal static class Samples
{
    public static readonly SimdWidth[] Widths = [SimdWidth.Bits512, SimdWidth.Bits256, SimdWidth.Bits128];

    /// <summary>Gaussian numbers spread over several powers of two, so that a changed order of summation shows.</summary>
    public static T[] Vector<T>(int length, ulong seed) where T : IFloatingPointIeee754<T>
    {
        var random = new RandomStream(seed, (ulong)length);
        var vector = new T[length];
        for (var i = 0; i < length; i++)
            vector[i] = T.CreateTruncating(random.NextGaussian() * Math.ScaleB(1, random.Next(7) - 3));
        return vector;
    }

    public static sbyte[] Bytes(int length, ulong seed)
    {
        var random = new RandomStream(seed, (ulong)length);
        var vector = new sbyte[length];
        for (var i = 0; i < length; i++)
            vector[i] = (sbyte)(random.Next(256) - 128);
        return vector;
    }

    /// <summary>Demands equal bits; all NaN count as one.</summary>
    public static void AssertSameBits<T>(ReadOnlySpan<T> expected, ReadOnlySpan<T> actual, string what) where T : IFloatingPointIeee754<T>
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            var same = T.IsNaN(expected[i])
                ? T.IsNaN(actual[i])
                : expected[i] == actual[i] && T.IsNegative(expected[i]) == T.IsNegative(actual[i]);
            Assert.True(same, $"{what}, element {i} of {expected.Length}: expected {expected[i]}, actual {actual[i]}");
        }
    }

    public static void AssertSameBits<T>(T expected, T actual, string what) where T : IFloatingPointIeee754<T> =>
        AssertSameBits([expected], [actual], what);
}
