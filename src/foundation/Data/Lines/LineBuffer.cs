namespace Kirana.Data.Lines;

/// <summary>A window on a text that moves forwards and grows only when one record asks for more, up to a limit.</summary>
internal sealed class LineBuffer : IDisposable
{
    /// <summary>The window's length where nothing else is said: large enough to read a disk well, small enough for a core's cache.</summary>
    public const int DefaultBytes = 1 << 18;

    private readonly Utf8Source _source;
    private readonly int _limit;
    private byte[] _bytes;
    private int _start;
    private int _end;

    /// <param name="source">The text; disposed with this.</param>
    /// <param name="bytes">The window's length at first.</param>
    /// <param name="limit">The most bytes it may grow to.</param>
    public LineBuffer(Utf8Source source, int bytes, int limit)
    {
        _source = source;
        _limit = limit;
        _bytes = new byte[Math.Min(bytes, limit) + Utf8Source.LeastRoom];
        TryGrow();
    }

    public Utf8Source Source => _source;

    /// <summary>What is in the window and not consumed.</summary>
    public ReadOnlySpan<byte> Available => _bytes.AsSpan(_start, _end - _start);

    /// <summary>Whether the text ends with <see cref="Available"/>.</summary>
    public bool IsFinal { get; private set; }

    /// <summary>Moves the window forwards.</summary>
    public void Consume(int count) => _start += count;

    /// <summary>Makes <see cref="Available"/> longer. Spans of it taken before are no longer valid.</summary>
    /// <returns><see langword="false"/> if the text ends here (then <see cref="IsFinal"/>) or the limit is reached.</returns>
    public bool TryGrow()
    {
        if (IsFinal)
            return false;
        if (_start > 0)
        {
            Available.CopyTo(_bytes);
            (_start, _end) = (0, _end - _start);
        }

        if (_bytes.Length - _end < Utf8Source.LeastRoom)
        {
            if (_bytes.Length >= _limit + Utf8Source.LeastRoom)
                return false;
            Array.Resize(ref _bytes, (int)Math.Min(2L * _bytes.Length, (long)_limit + Utf8Source.LeastRoom));
        }

        var before = _end;
        while (!IsFinal && _bytes.Length - _end >= Utf8Source.LeastRoom)
        {
            var read = _source.Read(_bytes.AsSpan(_end));
            _end += read;
            IsFinal = read == 0;
        }

        return _end > before;
    }

    /// <summary>Moves behind empty lines.</summary>
    /// <returns>How many there were.</returns>
    public int SkipEmptyLines()
    {
        var lines = 0;
        while (!Available.IsEmpty || TryGrow())
        {
            if (Available[0] is not ((byte)'\n' or (byte)'\r'))
                break;
            if (TryLineEnd(0, out var length))
            {
                Consume(length);
                lines++;
            }
            else
                TryGrow();
        }

        return lines;
    }

    /// <summary>Makes the window hold a whole line.</summary>
    /// <param name="length">The line's length without its end.</param>
    /// <param name="consumed">The length with its end.</param>
    /// <returns><see langword="false"/> if the line is longer than the limit.</returns>
    public bool TryFindLine(out int length, out int consumed)
    {
        while (true)
        {
            length = Available.IndexOfAny((byte)'\n', (byte)'\r');
            if (length >= 0 && TryLineEnd(length, out var end))
            {
                consumed = length + end;
                return true;
            }

            if (length < 0 && IsFinal)
            {
                length = consumed = Available.Length;
                return true;
            }

            if (TryGrow() || IsFinal)
                continue;
            consumed = 0;
            return false;
        }
    }

    /// <summary>Throws away the rest of a line, however long, with its end.</summary>
    public void SkipLine()
    {
        while (true)
        {
            var end = Available.IndexOfAny((byte)'\n', (byte)'\r');
            if (end >= 0 && TryLineEnd(end, out var length))
            {
                Consume(end + length);
                return;
            }

            Consume(end < 0 ? Available.Length : end);
            if (!TryGrow() && Available.IsEmpty)
                return;
        }
    }

    /// <summary>The length of the line end at an offset: two for CR LF, else one.</summary>
    /// <returns><see langword="false"/> if a CR stands last and more text may follow.</returns>
    public bool TryLineEnd(int offset, out int length)
    {
        var text = Available;
        length = text[offset] == '\r' && offset + 1 < text.Length && text[offset + 1] == '\n' ? 2 : 1;
        return text[offset] == '\n' || offset + 1 < text.Length || IsFinal;
    }

    public void Dispose() => _source.Dispose();
}
