using System.IO.Hashing;
using System.Text;
using System.Text.Unicode;

namespace Kirana.Operate.Contracts;

/// <summary>Turns UTF-8 into strings and hands out the same string again for bytes it saw lately, so that a repeated id costs no allocation.</summary>
/// <remarks>A direct-mapped cache of fixed size: a million users who return fill it and push each other out, but never fill the memory.
/// What it returns depends on the bytes alone. Not thread-safe.</remarks>
public sealed class Utf8Interner
{
    private readonly Slot[] _slots;

    /// <summary>Creates an empty cache.</summary>
    /// <param name="bits">The logarithm of the number of strings kept, 1 to 24.</param>
    public Utf8Interner(int bits = 16)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bits, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bits, 24);
        _slots = new Slot[1 << bits];
    }

    /// <summary>The string of some UTF-8 bytes.</summary>
    /// <param name="utf8">The bytes.</param>
    /// <returns>The string, or <see langword="null"/> if the bytes are not UTF-8.</returns>
    public string? Intern(ReadOnlySpan<byte> utf8)
    {
        ref var slot = ref _slots[(int)(XxHash3.HashToUInt64(utf8) & (ulong)(_slots.Length - 1))];
        if (slot.Bytes is not null && utf8.SequenceEqual(slot.Bytes))
            return slot.Text;
        if (!Utf8.IsValid(utf8))
            return null;
        slot = new Slot(utf8.ToArray(), Encoding.UTF8.GetString(utf8));
        return slot.Text;
    }

    private readonly record struct Slot(byte[]? Bytes, string? Text);
}
