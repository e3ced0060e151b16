using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Kirana.Storage.Keys;

/// <summary>A 128-bit hash of a row's values, to tell equal content and to notice damage. Not made against an adversary.</summary>
/// <remarks>
/// Two lanes fold each 64-bit word w into their state by the full 128-bit product of (state xor w) and an odd constant, high half xor low
/// half. Hashes of rows are added modulo 2^128, so that the sum over a set of rows depends neither on their order nor on how they are parted.
/// </remarks>
internal struct ContentHash
{
    private ulong _first;
    private ulong _second;

    /// <summary>A hash of nothing yet.</summary>
    public static ContentHash Start => new() { _first = 0x243F6A8885A308D3, _second = 0x13198A2E03707344 };

    /// <summary>Takes a whole number.</summary>
    /// <param name="word">The number.</param>
    public void Add(ulong word)
    {
        _first = Fold(_first ^ word, 0x9E3779B97F4A7C15);
        _second = Fold(_second ^ word ^ 0xA4093822299F31D0, 0xD6E8FEB86659FD93) + _first;
    }

    /// <summary>Takes a string, its length included.</summary>
    /// <param name="text">The string.</param>
    public void Add(string text)
    {
        Add((ulong)text.Length);
        AddWords(MemoryMarshal.AsBytes(text.AsSpan()));
    }

    /// <summary>Takes bytes, their number included.</summary>
    /// <param name="bytes">The bytes.</param>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        Add((ulong)bytes.Length);
        AddWords(bytes);
    }

    /// <summary>The hash of what was taken.</summary>
    public readonly UInt128 Value => new(Fold(_first ^ _second, 0xE7037ED1A0B428DB), Fold(_second + 0x082EFA98EC4E6C89, 0x8EBC6AF09C88C6E3) ^ _first);

    private void AddWords(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length >= sizeof(ulong))
        {
            Add(BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[sizeof(ulong)..];
        }

        var rest = 0UL;
        for (var i = 0; i < bytes.Length; i++)
            rest |= (ulong)bytes[i] << (8 * i);
        if (bytes.Length > 0)
            Add(rest);
    }

    private static ulong Fold(ulong x, ulong y)
    {
        var high = Math.BigMul(x, y, out var low);
        // A factor of 0 would forget the other; the sum brings it back.
        return (high ^ low) + x;
    }
}
