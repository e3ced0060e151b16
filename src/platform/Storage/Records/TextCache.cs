using System.IO.Hashing;
using System.Text;

namespace Kirana.Storage.Records;

/// <summary>Turns UTF-8 into strings and gives the same string again for ASCII bytes it saw lately, so that codes and ids which come again cost
/// no allocation, and those which do not cost no more than their string.</summary>
/// <remarks>Direct-mapped; compares bytes with the string itself and keeps no copy of them. Not thread-safe.</remarks>
internal sealed class TextCache
{
    private const int Slots = 1 << 14;

    private static readonly UTF8Encoding s_utf8 = new(false, throwOnInvalidBytes: true);

    private readonly string?[] _slots = new string?[Slots];

    /// <summary>The string of some bytes.</summary>
    /// <param name="utf8">The bytes.</param>
    /// <exception cref="InvalidDataException">They are not UTF-8.</exception>
    public string Text(ReadOnlySpan<byte> utf8)
    {
        ref var slot = ref _slots[(int)(XxHash3.HashToUInt64(utf8) % Slots)];
        if (slot is not null && slot.Length == utf8.Length && Ascii.Equals(utf8, slot))
            return slot;
        try
        {
            return slot = s_utf8.GetString(utf8);
        }
        catch (DecoderFallbackException error)
        {
            throw new InvalidDataException("A text is not UTF-8.", error);
        }
    }
}
