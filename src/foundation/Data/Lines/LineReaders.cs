using Kirana.Data.Csv;
using Kirana.Data.JsonLines;

namespace Kirana.Data.Lines;

/// <summary>Opens a file of records whatever its text format.</summary>
public static class LineReaders
{
    /// <summary>Opens CSV or JSON Lines: a file whose first character is a brace holds JSON Lines.</summary>
    /// <param name="stream">The file; closed with the reader, or at once if it cannot be opened.</param>
    /// <param name="name">The file's name, for messages; its end tells Brotli.</param>
    /// <param name="options">How the file is written down; <see cref="LineReaderOptions.Default"/> by default.</param>
    /// <exception cref="ArgumentException">An option lies outside its range.</exception>
    /// <exception cref="DataException">As the reader of the format; <c>not-lines</c> for one JSON list of objects.</exception>
    public static ILineReader Open(Stream stream, string name, LineReaderOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        options ??= LineReaderOptions.Default;
        options.Csv.Check();
        options.JsonLines.Check();
        try
        {
            var encoding = options.Encoding ?? (options.Format == LineFormat.JsonLines ? options.JsonLines.Encoding : options.Csv.Encoding);
            var source = new Utf8Source(stream, name, encoding);
            var limit = options.Format == LineFormat.JsonLines ? options.JsonLines.MaxRecordBytes : options.Csv.MaxRecordBytes;
            var buffer = new LineBuffer(source, LineBuffer.DefaultBytes, limit);
            return (options.Format ?? Guess(buffer, name)) == LineFormat.JsonLines
                ? new JsonLinesReader(options.JsonLines, buffer)
                : new CsvReader(options.Csv, buffer);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    private static LineFormat Guess(LineBuffer buffer, string name)
    {
        var text = buffer.Available.TrimStart(" \t\r\n"u8);
        if (text.StartsWith("["u8) && text[1..].TrimStart(" \t\r\n"u8).StartsWith("{"u8))
            throw new DataException($"{name} is one JSON list; expected one JSON object a line.")
            {
                Code = "not-lines",
                File = name,
                Hint = "Write each object of the list on a line of its own, without the brackets and commas around.",
            };
        return text.StartsWith("{"u8) ? LineFormat.JsonLines : LineFormat.Csv;
    }
}
