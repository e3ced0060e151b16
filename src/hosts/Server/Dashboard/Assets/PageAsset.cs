using System.IO.Compression;
using System.Security.Cryptography;

namespace Kirana.Server.Dashboard.Assets;

/// <summary>One file that pages load, embedded in this assembly.</summary>
internal sealed class PageAsset
{
    // Scripts and style sheets shrink to a quarter; higher qualities cost seconds and win a few percent.
    private const int Quality = 5;

    private readonly Lazy<byte[]> _compressed;

    /// <summary>Reads a file.</summary>
    /// <param name="name">Its name, such as <c>dashboard.css</c>.</param>
    /// <param name="content">Its content; closed afterwards.</param>
    public PageAsset(string name, Stream content)
    {
        using (content)
        using (var copy = new MemoryStream())
        {
            content.CopyTo(copy);
            Content = copy.ToArray();
        }

        Name = name;
        Hash = Convert.ToHexStringLower(SHA256.HashData(Content).AsSpan(0, 8));
        _compressed = new Lazy<byte[]>(Compress);
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>The beginning of its SHA-256, in hex: a version that changes with the content.</summary>
    public string Hash { get; }

    /// <summary>The bytes.</summary>
    public byte[] Content { get; }

    /// <summary>The bytes in Brotli, made when first asked for.</summary>
    public byte[] Compressed => _compressed.Value;

    /// <summary>What it is.</summary>
    public string ContentType => Path.GetExtension(Name) switch
    {
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        _ => "application/octet-stream",
    };

    private byte[] Compress()
    {
        using var target = new MemoryStream();
        using (var brotli = new BrotliStream(target, new BrotliCompressionOptions { Quality = Quality }))
            brotli.Write(Content);
        return target.ToArray();
    }
}
