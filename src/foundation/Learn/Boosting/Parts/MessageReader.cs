using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Kirana.Data;

namespace Kirana.Learn.Boosting.Parts;

/// <summary>Reads a message that may be damaged or lie: whatever it says, nothing is allocated that its bytes do not fill.</summary>
internal sealed class MessageReader
{
    /// <summary>The longest message.</summary>
    public const int MostBytes = 1 << 30;

    /// <summary>The length of the check sum at the end.</summary>
    public const int SumBytes = 8;

    private readonly ReadOnlyMemory<byte> _bytes;
    private int _at = 1;

    /// <exception cref="DataException"><c>bad-message</c>.</exception>
    public MessageReader(ReadOnlyMemory<byte> message)
    {
        if (message.Length is <= SumBytes or > MostBytes)
            throw Bad($"has {message.Length} bytes; expected {SumBytes + 1} to {MostBytes}");
        _bytes = message[..^SumBytes];
        Span<byte> sum = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(_bytes.Span, sum);
        if (!sum[..SumBytes].SequenceEqual(message.Span[^SumBytes..]))
            throw Bad("does not match its check sum");
    }

    /// <summary>What the message is about.</summary>
    public PartRequest Kind => (PartRequest)_bytes.Span[0];

    /// <summary>Refuses a message about something else.</summary>
    /// <exception cref="DataException"><c>bad-message</c>.</exception>
    public MessageReader Expect(PartRequest kind) => Kind == kind ? this : throw Bad($"is about {Kind}; expected {kind}");

    public int Int() => BinaryPrimitives.ReadInt32LittleEndian(Take(sizeof(int)));

    public long Long() => BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long)));

    public double Double() => BitConverter.Int64BitsToDouble(Long());

    public bool Bool() => Int(0, 1) == 1;

    /// <summary>A number in a range.</summary>
    public int Int(int least, int most) => Int() is var value && value >= least && value <= most ? value : throw Bad($"has {value}; expected {least} to {most}");

    /// <summary>A number of things of which each takes some bytes at least.</summary>
    public int Count(int leastBytes) => Int(0, (_bytes.Length - _at - sizeof(int)) / leastBytes);

    public string Text()
    {
        try
        {
            return s_utf8.GetString(Take(Count(1)));
        }
        catch (DecoderFallbackException)
        {
            throw Bad("has text that is no UTF-8");
        }
    }

    public string[] Texts()
    {
        var texts = new string[Count(sizeof(int))];
        for (var i = 0; i < texts.Length; i++)
            texts[i] = Text();
        return texts;
    }

    /// <summary>Numbers whose count is written before them.</summary>
    public T[] Array<T>() where T : unmanaged => MemoryMarshal.Cast<byte, T>(Take(SizeOf<T>() * Count(SizeOf<T>()))).ToArray();

    /// <summary>Numbers whose count is known.</summary>
    public void Fill<T>(Span<T> values) where T : unmanaged => Take(checked(SizeOf<T>() * values.Length)).CopyTo(MemoryMarshal.AsBytes(values));

    /// <summary>Refuses bytes that nothing was read from.</summary>
    /// <exception cref="DataException"><c>bad-message</c>.</exception>
    public void End()
    {
        if (_at != _bytes.Length)
            throw Bad($"goes on for {_bytes.Length - _at} bytes after its end");
    }

    /// <summary>A fault of a message.</summary>
    public static DataException Bad(string what) => new($"A message between the holders of rows {what}.")
    {
        Code = "bad-message", Hint = "Let every holder run the same version, and fit again.",
    };

    private static readonly UTF8Encoding s_utf8 = new(false, throwOnInvalidBytes: true);

    private static int SizeOf<T>() where T : unmanaged => MemoryMarshal.AsBytes((ReadOnlySpan<T>)[default]).Length;

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _bytes.Length - _at)
            throw Bad($"ends after {_bytes.Length} bytes; expected {count} more from {_at} on");
        _at += count;
        return _bytes.Span.Slice(_at - count, count);
    }
}
