namespace Kirana.Numerics.Kernels;

/// <summary>The register width a kernel runs at; the value is the number of bits.</summary>
internal enum SimdWidth
{
    Scalar = 0,
    Bits128 = 128,
    Bits256 = 256,
    Bits512 = 512,
}
