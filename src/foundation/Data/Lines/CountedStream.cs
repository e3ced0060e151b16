namespace Kirana.Data.Lines;

/// <summary>Reads a stream, counts its bytes, shows its first two before they are taken, and puts bytes of ours behind its end.</summary>
internal sealed class CountedStream(Stream source) : Stream
{
    private readonly byte[] _peeked = new byte[2];
    private int _start;
    private int _end;
    private ReadOnlyMemory<byte> _behind;

    /// <summary>Bytes taken from the stream so far, without those put behind it.</summary>
    public long BytesRead { get; private set; }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>The first two bytes; fewer if there are no more. Called once, before anything is read.</summary>
    public ReadOnlySpan<byte> Peek()
    {
        _end = source.ReadAtLeast(_peeked, _peeked.Length, throwOnEndOfStream: false);
        return _peeked.AsSpan(0, _end);
    }

    /// <summary>Puts bytes behind the end of the stream.</summary>
    public void Append(ReadOnlyMemory<byte> bytes) => _behind = bytes;

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (_start < _end)
        {
            var peeked = Math.Min(_end - _start, buffer.Length);
            _peeked.AsSpan(_start, peeked).CopyTo(buffer);
            _start += peeked;
            BytesRead += peeked;
            return peeked;
        }

        var read = source.Read(buffer);
        BytesRead += read;
        if (read > 0 || buffer.IsEmpty)
            return read;
        var behind = Math.Min(_behind.Length, buffer.Length);
        _behind.Span[..behind].CopyTo(buffer);
        _behind = _behind[behind..];
        return behind;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            source.Dispose();
        base.Dispose(disposing);
    }
}
