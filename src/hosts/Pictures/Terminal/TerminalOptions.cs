namespace Kirana.Pictures.Terminal;

/// <summary>How a chart becomes lines of text.</summary>
public sealed record TerminalOptions
{
    /// <summary>The cells across, 24 to 400; 80 by default.</summary>
    public int Width { get; init; } = 80;

    /// <summary>The rows of a plot, 4 to 100; 14 by default. Bars and tables of cells take as many rows as they have names.</summary>
    public int Height { get; init; } = 14;

    /// <summary>Whether braille dots and blocks may be used; plain ASCII otherwise (texts from the data stay as they are). Yes by default.</summary>
    public bool Unicode { get; init; } = true;

    /// <summary>Whether ANSI colours may be used; no by default.</summary>
    public bool Colour { get; init; }
}
