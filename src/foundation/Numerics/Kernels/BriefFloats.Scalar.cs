namespace Kirana.Numerics.Kernels;

public static partial class BriefFloats
{
    /// <summary>The plain form.</summary>
    internal static void ScalarPack(ReadOnlySpan<float> values, Span<ushort> brief)
    {
        for (var i = 0; i < values.Length; i++)
        {
            var bits = BitConverter.SingleToUInt32Bits(values[i]);
            // Just below a half, and a half where the bit that stays is odd.
            brief[i] = (ushort)((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16);
        }
    }

    /// <summary>The plain form.</summary>
    internal static void ScalarUnpack(ReadOnlySpan<ushort> brief, Span<float> values)
    {
        for (var i = 0; i < brief.Length; i++)
            values[i] = At(brief[i]);
    }
}
