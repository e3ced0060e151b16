namespace Kirana.Data.Lines;

/// <summary>The bytes of a source after decompression. Gzip is known by its magic bytes, Brotli by the name.</summary>
internal sealed class SourceStream : IDisposable
{
    /// <summary>The least room <see cref="Read"/> needs.</summary>
    public const int LeastRoom = 64;

    private readonly CountedStream _counted;
    private readonly string _name;
    private readonly GzipSource? _gzip;
    private readonly BrotliSource? _brotli;

    /// <param name="source">The source; disposed with this.</param>
    /// <param name="name">Its name, for messages and to know Brotli by.</param>
    public SourceStream(Stream source, string name)
    {
        _name = name;
        _counted = new CountedStream(source);
        if (_counted.Peek() is [0x1f, 0x8b])
            _gzip = new GzipSource(_counted);
        else if (name.EndsWith(".br", StringComparison.OrdinalIgnoreCase))
            _brotli = new BrotliSource(_counted);
    }

    /// <summary>Bytes taken from the source so far, before decompression.</summary>
    public long BytesRead => _counted.BytesRead;

    /// <summary>Reads some bytes.</summary>
    /// <param name="target">Room for at least <see cref="LeastRoom"/> bytes.</param>
    /// <returns>The bytes read; 0 only at the end.</returns>
    /// <exception cref="DataException"><c>damaged-compression</c>: the compressed data are cut or changed.</exception>
    public int Read(Span<byte> target)
    {
        try
        {
            if (_gzip is not null)
                return _gzip.Read(target);
            return _brotli is not null ? _brotli.Read(target) : _counted.Read(target);
        }
        catch (InvalidDataException e)
        {
            throw new DataException($"The compressed file {_name} is cut or damaged.", e)
            {
                Code = "damaged-compression",
                File = _name,
                Hint = "Copy the file again from where it came.",
            };
        }
    }

    public void Dispose()
    {
        _gzip?.Dispose();
        _brotli?.Dispose();
        _counted.Dispose();
    }
}
