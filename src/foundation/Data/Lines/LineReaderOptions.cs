using Kirana.Data.Csv;
using Kirana.Data.JsonLines;

namespace Kirana.Data.Lines;

/// <summary>How a file of records is written down, as far as the caller knows.</summary>
public sealed record LineReaderOptions
{
    /// <summary>Everything is found out from the content.</summary>
    public static LineReaderOptions Default { get; } = new();

    /// <summary>The format; <see langword="null"/>, the default, to find it out.</summary>
    public LineFormat? Format { get; init; }

    /// <summary>The encoding; <see langword="null"/>, the default, to find it out.</summary>
    public TextEncoding? Encoding { get; init; }

    /// <summary>The options where the file is CSV; its <see cref="CsvOptions.Encoding"/> counts if <see cref="Encoding"/> is not given.</summary>
    public CsvOptions Csv { get; init; } = CsvOptions.Default;

    /// <summary>The options where the file is JSON Lines; its <see cref="JsonLinesOptions.Encoding"/> counts if <see cref="Encoding"/> is not given.</summary>
    public JsonLinesOptions JsonLines { get; init; } = JsonLinesOptions.Default;
}
