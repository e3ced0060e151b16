using Kirana.Data;
using Kirana.Data.Csv;
using Kirana.Data.Lines;
using Kirana.Operate.Shops;

namespace Kirana.Pipelines.Import;

/// <summary>Opens the lines of a request.</summary>
internal static class SourceLines
{
    private static readonly Dictionary<string, TextEncoding> Encodings = new(StringComparer.OrdinalIgnoreCase)
    {
        ["utf-8"] = TextEncoding.Utf8,
        ["utf-16"] = TextEncoding.Utf16LittleEndian,
        ["utf-16le"] = TextEncoding.Utf16LittleEndian,
        ["utf-16be"] = TextEncoding.Utf16BigEndian,
        ["windows-1252"] = TextEncoding.Windows1252,
        ["latin1"] = TextEncoding.Latin1,
        ["iso-8859-1"] = TextEncoding.Latin1,
    };

    /// <summary>Opens the lines.</summary>
    /// <param name="request">The request.</param>
    /// <param name="kept">The mapping kept for the source, if one is known before its columns are.</param>
    /// <exception cref="DataException">There is no such file, it is a directory, or it cannot be read as text.</exception>
    public static ILineReader Open(ImportRequest request, ImportMapping? kept)
    {
        var separator = request.Separator ?? kept?.Separator;
        var encoding = request.Encoding ?? kept?.Encoding;
        if (request.Open is not null)
            return request.Open(new ImportMapping { Kind = kept?.Kind ?? "", Separator = separator, Encoding = encoding });

        TextEncoding? known = encoding is null ? null : Encodings.TryGetValue(encoding, out var found) ? found
            : throw new DataException($"The encoding '{encoding}' is not known.") { Code = "bad-encoding", Hint = "It is one of " + string.Join(", ", Encodings.Keys) + "." };
        return LineReaders.Open(OpenBytes(request), request.FileName, new LineReaderOptions { Encoding = known, Csv = new CsvOptions { Separator = separator } });
    }

    /// <summary>The size of the source in bytes; 0 if unknown.</summary>
    /// <param name="request">The request.</param>
    public static long SizeOf(ImportRequest request) => request switch
    {
        { Open: not null } => 0,
        { Path: { } path } => new FileInfo(path).Length,
        { Stream: { CanSeek: true } stream } => stream.Length,
        _ => 0,
    };

    private static Stream OpenBytes(ImportRequest request)
    {
        if (request.Stream is { } stream)
            return stream;
        return OpenFile(request.Path ?? throw new ArgumentException("An import needs a path, a stream or a way to open its lines.", nameof(request)));
    }

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DataException">There is no such file, it is a directory, or it cannot be opened.</exception>
    public static FileStream OpenFile(string path)
    {
        if (Directory.Exists(path))
            throw new DataException($"'{path}' is a directory.") { Code = "is-directory", File = path, Hint = "Name the files in it." };
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new DataException($"'{path}' cannot be opened: {fault.Message}", fault) { Code = File.Exists(path) ? "unreadable-file" : "no-such-file", File = path };
        }
    }
}
