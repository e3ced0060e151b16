using System.IO.Compression;

namespace Kirana.Data.Lines;

/// <summary>Decompresses gzip and notices a cut, which <see cref="GZipStream"/> takes for the end.</summary>
/// <remarks>A small member with known content is put behind the source. Behind whole members it is decompressed like any other
/// and must be the last that comes out; behind a cut one its bytes are taken for the missing ones and fail the checksum.</remarks>
internal sealed class GzipSource : IDisposable
{
    private static readonly byte[] Mark = Guid.Parse("5bb0b8f3-9f5f-4d8e-8c0f-6f1d0c3f2a77").ToByteArray();

    private readonly GZipStream _plain;
    private readonly byte[] _held = new byte[Mark.Length];
    private int _heldLength;
    private bool _ended;

    /// <param name="source">The compressed bytes; not disposed.</param>
    public GzipSource(CountedStream source)
    {
        using var member = new MemoryStream();
        using (var gzip = new GZipStream(member, CompressionLevel.NoCompression, leaveOpen: true))
            gzip.Write(Mark);
        source.Append(member.ToArray());
        _plain = new GZipStream(source, CompressionMode.Decompress, leaveOpen: true);
    }

    /// <summary>Reads until the target is full, but for the bytes that could be the mark, or the source ends.</summary>
    /// <param name="target">More bytes than the mark has.</param>
    /// <returns>The bytes read; 0 only at the end.</returns>
    /// <exception cref="InvalidDataException">The source is cut or damaged.</exception>
    public int Read(Span<byte> target)
    {
        if (_ended)
            return 0;
        _held.AsSpan(0, _heldLength).CopyTo(target);
        var length = _heldLength + _plain.ReadAtLeast(target[_heldLength..], target.Length - _heldLength, throwOnEndOfStream: false);
        _ended = length < target.Length;
        if (length < Mark.Length || (_ended && !target[..length].EndsWith(Mark)))
            throw new InvalidDataException("The gzip data end too early.");
        _heldLength = Mark.Length;
        length -= _heldLength;
        target.Slice(length, _heldLength).CopyTo(_held);
        return length;
    }

    public void Dispose() => _plain.Dispose();
}
