namespace Kirana.Cli.Screens;

/// <summary>What the place that text goes to can show.</summary>
/// <param name="IsTerminal">Whether a person watches: lines may be overwritten.</param>
/// <param name="Colour">Whether colours may be used.</param>
/// <param name="Unicode">Whether braille and blocks may be used.</param>
/// <param name="Width">The cells across.</param>
internal sealed record TerminalAbilities(bool IsTerminal, bool Colour, bool Unicode, int Width)
{
    private const int WidthOfFiles = 100;

    /// <summary>What standard output can show.</summary>
    public static TerminalAbilities OfOutput() => Of(Console.IsOutputRedirected);

    /// <summary>What standard error can show.</summary>
    public static TerminalAbilities OfError() => Of(Console.IsErrorRedirected);

    private static TerminalAbilities Of(bool redirected)
    {
        // https://no-color.org: any value that is not empty.
        var colour = Environment.GetEnvironmentVariable("NO_COLOR") is not { Length: > 0 };
        var dumb = Environment.GetEnvironmentVariable("TERM") is "dumb";
        var locale = new[] { "LC_ALL", "LC_CTYPE", "LANG" }.Select(Environment.GetEnvironmentVariable).FirstOrDefault(value => value is { Length: > 0 });
        var isTerminal = !redirected && !dumb;
        return new TerminalAbilities(isTerminal, isTerminal && colour, !dumb && locale is not ("C" or "POSIX"), isTerminal ? WindowWidth() : WidthOfFiles);
    }

    private static int WindowWidth()
    {
        try
        {
            return Math.Clamp(Console.WindowWidth, 40, 200);
        }
        catch (IOException)
        {
            return WidthOfFiles;
        }
    }
}
