namespace Kirana.Recommend.Search;

/// <summary>A score and a handle as one number that orders like a list: higher scores first, of equal scores the lower handle.</summary>
internal static class RankKey
{
    private const uint Sign = 0x8000_0000;

    /// <summary>The key; a better one is greater.</summary>
    /// <param name="score">The score; not NaN.</param>
    /// <param name="handle">The handle, at least 0.</param>
    public static ulong Of(float score, int handle)
    {
        // Adding 0 makes −0 and 0 one.
        var bits = BitConverter.SingleToUInt32Bits(score + 0f);
        return (ulong)(bits >= Sign ? ~bits : bits | Sign) << 32 | ~(uint)handle;
    }

    /// <summary>What a key was made of.</summary>
    public static (int Handle, float Score) Parts(ulong key)
    {
        var bits = (uint)(key >> 32);
        return ((int)~(uint)key, BitConverter.UInt32BitsToSingle(bits >= Sign ? bits ^ Sign : ~bits));
    }
}
