using System.Buffers;
using System.IO.Compression;

namespace Kirana.Data.Lines;

/// <summary>Decompresses Brotli and notices a cut, which <see cref="BrotliStream"/> takes for the end.</summary>
internal sealed class BrotliSource(CountedStream source) : IDisposable
{
    private readonly byte[] _buffer = new byte[1 << 16];
    private BrotliDecoder _decoder;
    private int _start;
    private int _end;
    private bool _ended;

    /// <summary>Reads until the target is full or the source ends.</summary>
    /// <exception cref="InvalidDataException">The source is cut or damaged.</exception>
    public int Read(Span<byte> target)
    {
        var total = 0;
        while (!_ended && total < target.Length)
        {
            var status = _decoder.Decompress(_buffer.AsSpan(_start, _end - _start), target[total..], out var read, out var written);
            _start += read;
            total += written;
            if (status == OperationStatus.InvalidData)
                throw new InvalidDataException("The Brotli data are damaged.");
            _ended = status == OperationStatus.Done;
            if (_ended && (_start < _end || source.Read(_buffer) > 0))
                throw new InvalidDataException("Other data follow the Brotli data.");
            if (status != OperationStatus.NeedMoreData)
                continue;
            _start = 0;
            _end = source.Read(_buffer);
            if (_end == 0)
                throw new InvalidDataException("The Brotli data end too early.");
        }

        return total;
    }

    public void Dispose() => _decoder.Dispose();
}
