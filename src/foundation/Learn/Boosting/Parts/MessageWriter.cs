using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Kirana.Learn.Boosting.Parts;

/// <summary>Writes a message: its kind, numbers in little-endian order, and the beginning of the SHA-256 of it all.</summary>
internal sealed class MessageWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    public MessageWriter(PartRequest kind) => Add([(byte)kind]);

    public MessageWriter Add(int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(_bytes.GetSpan(sizeof(int)), value);
        _bytes.Advance(sizeof(int));
        return this;
    }

    public MessageWriter Add(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(_bytes.GetSpan(sizeof(long)), value);
        _bytes.Advance(sizeof(long));
        return this;
    }

    public MessageWriter Add(double value) => Add(BitConverter.DoubleToInt64Bits(value));

    public MessageWriter Add(bool value) => Add(value ? 1 : 0);

    public MessageWriter Add(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return Add(bytes.Length).Add(bytes);
    }

    public MessageWriter Add(IReadOnlyCollection<string> texts)
    {
        Add(texts.Count);
        foreach (var text in texts)
            Add(text);
        return this;
    }

    /// <summary>Adds numbers and how many they are.</summary>
    public MessageWriter AddArray<T>(ReadOnlySpan<T> values) where T : unmanaged => Add(values.Length).AddAll(values);

    /// <summary>Adds numbers whose count the reader knows.</summary>
    public MessageWriter AddAll<T>(ReadOnlySpan<T> values) where T : unmanaged => Add(MemoryMarshal.AsBytes(values));

    /// <summary>The message.</summary>
    /// <exception cref="InvalidOperationException">It is longer than a reader takes.</exception>
    public byte[] ToArray()
    {
        if (_bytes.WrittenCount > MessageReader.MostBytes - MessageReader.SumBytes)
            throw new InvalidOperationException($"A message of {_bytes.WrittenCount} bytes is longer than {MessageReader.MostBytes}; make more parts of fewer rows.");
        Span<byte> sum = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(_bytes.WrittenSpan, sum);
        return [.. _bytes.WrittenSpan, .. sum[..MessageReader.SumBytes]];
    }

    private MessageWriter Add(ReadOnlySpan<byte> bytes)
    {
        _bytes.Write(bytes);
        return this;
    }
}
