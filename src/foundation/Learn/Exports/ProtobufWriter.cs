using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Kirana.Learn.Exports;

/// <summary>Writes a message of protocol buffers: each field is its number and wire type, then its value.</summary>
/// <remarks>The wire format alone, as https://protobuf.dev/programming-guides/encoding/ describes it; the caller knows the fields.</remarks>
internal sealed class ProtobufWriter
{
    private const int Varint = 0;
    private const int LengthDelimited = 2;

    private readonly ArrayBufferWriter<byte> _bytes = new();

    public ReadOnlyMemory<byte> Written => _bytes.WrittenMemory;

    public void Write(int field, long number)
    {
        WriteTag(field, Varint);
        WriteVarint((ulong)number);
    }

    public void Write(int field, string text) => Write(field, Encoding.UTF8.GetBytes(text));

    public void Write(int field, ProtobufWriter message) => Write(field, message._bytes.WrittenSpan);

    public void Write(int field, ReadOnlySpan<byte> bytes)
    {
        WriteLength(field, bytes.Length);
        _bytes.Write(bytes);
    }

    /// <summary>Whole numbers in one packed field.</summary>
    public void Write(int field, ReadOnlySpan<long> numbers)
    {
        var length = 0;
        foreach (var number in numbers)
            length += VarintBytes((ulong)number);
        WriteLength(field, length);
        foreach (var number in numbers)
            WriteVarint((ulong)number);
    }

    /// <summary>Floats in one packed field.</summary>
    public void Write(int field, ReadOnlySpan<float> numbers)
    {
        WriteLength(field, numbers.Length * sizeof(float));
        foreach (var number in numbers)
        {
            BinaryPrimitives.WriteSingleLittleEndian(_bytes.GetSpan(sizeof(float)), number);
            _bytes.Advance(sizeof(float));
        }
    }

    private void WriteLength(int field, int length)
    {
        WriteTag(field, LengthDelimited);
        WriteVarint((ulong)length);
    }

    private void WriteTag(int field, int wireType) => WriteVarint((ulong)(field << 3 | wireType));

    /// <summary>Seven bits a byte, the lowest first; the eighth says whether more follow.</summary>
    private void WriteVarint(ulong number)
    {
        var span = _bytes.GetSpan(10);
        var at = 0;
        for (; number > 0x7f; number >>= 7)
            span[at++] = (byte)(number | 0x80);
        span[at++] = (byte)number;
        _bytes.Advance(at);
    }

    private static int VarintBytes(ulong number)
    {
        var bytes = 1;
        for (; number > 0x7f; number >>= 7)
            bytes++;
        return bytes;
    }
}
