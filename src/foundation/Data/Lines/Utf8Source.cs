using System.Buffers;
using System.Buffers.Binary;
using System.Text.Unicode;

namespace Kirana.Data.Lines;

/// <summary>A source's text as UTF-8 without a byte order mark, whatever its compression and encoding.</summary>
/// <remarks>UTF-8 passes unchecked: damage is a matter of the record it stands in. A lone surrogate of UTF-16 and a last odd
/// byte become the byte 0xff, which UTF-8 never uses, so that the same check finds them.</remarks>
internal sealed class Utf8Source : IDisposable
{
    /// <summary>The least room <see cref="Read"/> needs: one character.</summary>
    public const int LeastRoom = 4;

    private const int SampleBytes = 1 << 16;
    private const byte NoUtf8 = 0xff;

    private readonly SourceStream _source;
    private readonly byte[] _raw = new byte[SampleBytes + 2 * SourceStream.LeastRoom];
    private int _start;
    private int _end;
    private bool _ended;

    /// <param name="stream">The source; disposed with this.</param>
    /// <param name="name">Its name, for messages and for the compression.</param>
    /// <param name="encoding">The encoding, or <see langword="null"/> to find it.</param>
    /// <exception cref="DataException"><c>not-text</c>, <c>damaged-compression</c>.</exception>
    public Utf8Source(Stream stream, string name, TextEncoding? encoding)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(name);
        Name = name;
        _source = new SourceStream(stream, name);
        Refill();
        // Cut to one length, so that the guess does not depend on how the stream hands out its bytes.
        var sample = _raw.AsSpan(0, Math.Min(_end, SampleBytes));
        Encoding = encoding ?? EncodingGuess.Of(sample, name);
        var mark = EncodingGuess.Mark(Encoding);
        if (sample.StartsWith(mark))
            _start = mark.Length;
    }

    public string Name { get; }

    public TextEncoding Encoding { get; }

    public long BytesRead => _source.BytesRead;

    /// <summary>Reads some text.</summary>
    /// <param name="target">Room for at least <see cref="LeastRoom"/> bytes.</param>
    /// <returns>The bytes written; 0 only at the end.</returns>
    public int Read(Span<byte> target)
    {
        if (_start == _end && !_ended)
            Refill();
        var text = _raw.AsSpan(_start, _end - _start);
        if (text.IsEmpty)
            return 0;
        return Encoding switch
        {
            TextEncoding.Utf8 => Copy(text, target),
            TextEncoding.Windows1252 or TextEncoding.Latin1 => FromSingleByte(text, target),
            _ => FromUtf16(text, target),
        };
    }

    public void Dispose() => _source.Dispose();

    private int Copy(ReadOnlySpan<byte> text, Span<byte> target)
    {
        var length = Math.Min(text.Length, target.Length);
        text[..length].CopyTo(target);
        _start += length;
        return length;
    }

    private int FromSingleByte(ReadOnlySpan<byte> text, Span<byte> target)
    {
        var length = Math.Min(text.Length, target.Length / SingleByte.MaxExpansion);
        _start += length;
        return SingleByte.ToUtf8(text[..length], target, Encoding == TextEncoding.Windows1252);
    }

    private int FromUtf16(Span<byte> text, Span<byte> target)
    {
        if (text.Length == 1)
        {
            if (!_ended)
                return FillAndRetry(target);
            _start++;
            target[0] = NoUtf8;
            return 1;
        }

        // A copy with the machine's byte order, small enough for the stack and for the target: two bytes become three at most.
        Span<char> characters = stackalloc char[1024];
        characters = characters[..Math.Min(characters.Length, Math.Min(text.Length / 2, Math.Max(2, target.Length / 3)))];
        for (var i = 0; i < characters.Length; i++)
            characters[i] = (char)(Encoding == TextEncoding.Utf16LittleEndian
                ? BinaryPrimitives.ReadUInt16LittleEndian(text[(2 * i)..])
                : BinaryPrimitives.ReadUInt16BigEndian(text[(2 * i)..]));

        // The second half of a pair may lie behind these characters, but not behind the end of the text.
        var last = _ended && 2 * characters.Length >= text.Length - 1;
        var status = Utf8.FromUtf16(characters, target, out var read, out var written, replaceInvalidSequences: false, isFinalBlock: last);
        _start += 2 * read;
        if (written > 0)
            return written;
        if (status == OperationStatus.NeedMoreData)
            return FillAndRetry(target);
        _start += 2;
        target[0] = NoUtf8;
        return 1;
    }

    /// <summary>Half a character stands alone at the end of what was read: reads on behind it.</summary>
    private int FillAndRetry(Span<byte> target)
    {
        Refill();
        return FromUtf16(_raw.AsSpan(_start, _end - _start), target);
    }

    private void Refill()
    {
        var rest = _end - _start;
        _raw.AsSpan(_start, rest).CopyTo(_raw);
        _start = 0;
        _end = rest;
        do
        {
            var read = _source.Read(_raw.AsSpan(_end));
            _ended = read == 0;
            _end += read;
        }
        while (!_ended && _raw.Length - _end > SourceStream.LeastRoom);
    }
}
