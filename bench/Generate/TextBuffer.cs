using System.Buffers.Text;

namespace Kirana.Bench.Generate;

/// <summary>Builds lines of CSV in one large buffer.</summary>
public sealed class TextBuffer(Stream target) : IDisposable
{
    private readonly byte[] _bytes = new byte[1 << 20];
    private int _length;

    /// <summary>Makes room for one line of at most 4 KiB.</summary>
    public void BeginLine()
    {
        if (_length > _bytes.Length - 4096)
            Flush();
    }

    public TextBuffer Add(ReadOnlySpan<byte> text)
    {
        text.CopyTo(_bytes.AsSpan(_length));
        _length += text.Length;
        return this;
    }

    public TextBuffer Add(long number)
    {
        Utf8Formatter.TryFormat(number, _bytes.AsSpan(_length), out var written);
        _length += written;
        return this;
    }

    /// <summary>Adds a number of two digits.</summary>
    public TextBuffer AddTwo(int number)
    {
        _bytes[_length++] = (byte)('0' + number / 10);
        _bytes[_length++] = (byte)('0' + number % 10);
        return this;
    }

    public void Flush()
    {
        target.Write(_bytes, 0, _length);
        _length = 0;
    }

    public void Dispose()
    {
        Flush();
        target.Dispose();
    }
}
