using Kirana.Pictures.Charts;

namespace Kirana.Pictures.Terminal;

/// <summary>The escape sequences of the colours, from the 256 that every terminal of today has.</summary>
internal static class Ansi
{
    /// <summary>Ends every colour and weight.</summary>
    public const string Reset = "\u001b[0m";

    /// <summary>A text in a colour; as it stands where colours are not wanted.</summary>
    /// <param name="text">The text.</param>
    /// <param name="hue">The colour.</param>
    /// <param name="options">Whether colours are wanted.</param>
    public static string Paint(string text, Hue hue, TerminalOptions options) =>
        options.Colour && hue is not (Hue.Ink or Hue.Auto) && text.Length > 0 ? Code(hue) + text + Reset : text;

    /// <summary>A text in bold; as it stands where colours are not wanted.</summary>
    /// <param name="text">The text.</param>
    /// <param name="options">Whether colours are wanted.</param>
    public static string Bold(string text, TerminalOptions options) => options.Colour ? $"\u001b[1m{text}{Reset}" : text;

    private static string Code(Hue hue) => hue switch
    {
        Hue.Muted => "\u001b[38;5;244m",
        Hue.Vermilion => "\u001b[38;5;166m",
        Hue.Green => "\u001b[38;5;36m",
        Hue.Purple => "\u001b[38;5;168m",
        Hue.Orange => "\u001b[38;5;172m",
        Hue.Sky => "\u001b[38;5;74m",
        _ => "\u001b[38;5;32m",
    };
}
