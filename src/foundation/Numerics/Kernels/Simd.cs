using System.Runtime.Intrinsics;

namespace Kirana.Numerics.Kernels;

/// <summary>Which register width this process uses.</summary>
/// <remarks>The widest that is fast here, unless the environment variable KIRANA_SIMD says <c>512</c>, <c>256</c>, <c>128</c> or
/// <c>scalar</c>. Results do not depend on it, only speed does. A width that the processor lacks is emulated: right, but slow.</remarks>
internal static class Simd
{
    /// <summary>Read once; the compiler then sees a constant and drops the other forms.</summary>
    public static readonly SimdWidth Width = Choose(Environment.GetEnvironmentVariable("KIRANA_SIMD"));

    public static SimdWidth Choose(string? wish) => wish switch
    {
        null or "" => Widest(),
        "512" => SimdWidth.Bits512,
        "256" => SimdWidth.Bits256,
        "128" => SimdWidth.Bits128,
        "scalar" => SimdWidth.Scalar,
        _ => throw new ArgumentException($"KIRANA_SIMD is '{wish}', but must be 512, 256, 128 or scalar; remove it to use the widest.", nameof(wish)),
    };

    private static SimdWidth Widest() =>
        Vector512.IsHardwareAccelerated ? SimdWidth.Bits512
        : Vector256.IsHardwareAccelerated ? SimdWidth.Bits256
        : Vector128.IsHardwareAccelerated ? SimdWidth.Bits128
        : SimdWidth.Scalar;
}
