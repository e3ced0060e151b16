namespace Kirana.Numerics.Kernels;

/// <summary>Floats cut to their upper 16 bits: all of the range, 8 significant bits, half the memory (the format bfloat16).</summary>
/// <remarks>For numbers that are read far more often than written and from far away, such as the rows that another row gathers.</remarks>
public static partial class BriefFloats
{
    /// <summary>Rounds floats to the nearest brief ones, halves to even: |error| ≤ 2⁻⁸·|value|, below the least normal number as much as for that.</summary>
    /// <param name="values">The floats, finite; one within half a unit of the largest becomes infinite.</param>
    /// <param name="brief">As long.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Pack(ReadOnlySpan<float> values, Span<ushort> brief)
    {
        Shapes.Equal(values.Length, brief.Length, nameof(brief));
        var done = Simd.Width == SimdWidth.Scalar ? 0 : VectorPack(values, brief);
        ScalarPack(values[done..], brief[done..]);
    }

    /// <summary>Writes brief floats as floats, which changes no value.</summary>
    /// <param name="brief">The brief floats.</param>
    /// <param name="values">As long.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Unpack(ReadOnlySpan<ushort> brief, Span<float> values)
    {
        Shapes.Equal(brief.Length, values.Length, nameof(values));
        var done = Simd.Width == SimdWidth.Scalar ? 0 : VectorUnpack(brief, values);
        ScalarUnpack(brief[done..], values[done..]);
    }

    /// <summary>The float that a brief one is.</summary>
    internal static float At(ushort brief) => BitConverter.UInt32BitsToSingle((uint)brief << 16);
}
