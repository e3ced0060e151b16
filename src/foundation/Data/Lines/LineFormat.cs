namespace Kirana.Data.Lines;

/// <summary>The text formats that <see cref="LineReaders"/> can open.</summary>
public enum LineFormat
{
    /// <summary>Comma-separated values, or values separated otherwise.</summary>
    Csv,

    /// <summary>One JSON object a line.</summary>
    JsonLines,
}
