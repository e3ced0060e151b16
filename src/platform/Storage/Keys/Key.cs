using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Kirana.Storage.Keys;

/// <summary>128-bit keys of records as bytes and numbers.</summary>
internal static class Key
{
    /// <summary>The size of a key.</summary>
    public const int Size = 16;

    /// <summary>The key of the n-th record of equal content: the content's own key for the first, a hash of key and number for any other.</summary>
    /// <param name="content">The content's key.</param>
    /// <param name="occurrence">0 for the first.</param>
    public static UInt128 Of(UInt128 content, long occurrence)
    {
        if (occurrence == 0)
            return content;
        Span<byte> bytes = stackalloc byte[Size + sizeof(long)];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, content);
        BinaryPrimitives.WriteInt64BigEndian(bytes[Size..], occurrence);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return BinaryPrimitives.ReadUInt128BigEndian(hash);
    }

    /// <summary>The key as 16 bytes whose order is the keys' order.</summary>
    /// <param name="key">The key.</param>
    public static byte[] Bytes(UInt128 key)
    {
        var bytes = new byte[Size];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, key);
        return bytes;
    }

    /// <summary>The key of 16 bytes.</summary>
    /// <param name="bytes">The bytes.</param>
    public static UInt128 From(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt128BigEndian(bytes);
}
