using Kirana.Pictures.Charts;
using Kirana.Pictures.Terminal;

namespace Kirana.Cli.Screens;

/// <summary>Shows results to a person on standard output: lines, tables, pictures; plain text where there is no terminal or no colour is wanted.</summary>
/// <param name="output">Where text goes.</param>
/// <param name="abilities">What that place can show.</param>
internal sealed class Screen(TextWriter output, TerminalAbilities abilities)
{
    private const int WidestPicture = 110;

    private readonly TerminalOptions _options = new() { Width = abilities.Width, Unicode = abilities.Unicode, Colour = abilities.Colour };

    /// <summary>A line of text as it stands.</summary>
    /// <param name="text">The text.</param>
    public void Line(string text = "") => output.WriteLine(text);

    /// <summary>A line that heads what follows.</summary>
    /// <param name="text">The text.</param>
    public void Heading(string text)
    {
        output.WriteLine();
        output.WriteLine(abilities.Colour ? $"\u001b[1m{text}\u001b[0m" : text);
    }

    /// <summary>Names and values below each other, the values lined up.</summary>
    /// <param name="facts">The facts.</param>
    public void Facts(params ReadOnlySpan<(string Name, string Value)> facts)
    {
        var width = 0;
        foreach (var fact in facts)
            width = Math.Max(width, fact.Name.Length);
        foreach (var (name, value) in facts)
            output.WriteLine($"{name.PadRight(width)}  {value}");
    }

    /// <summary>Names a report, if there is one.</summary>
    /// <param name="path">Its path.</param>
    public void Report(string? path)
    {
        if (path is not null)
            Line($"The report: {new Uri(path)}");
    }

    /// <summary>A table. Headings that begin with <c>&gt;</c> head numbers, which stand at the right edge.</summary>
    /// <param name="headings">The headings.</param>
    /// <param name="rows">The cells, row by row.</param>
    public void Table(IReadOnlyList<string> headings, IEnumerable<IReadOnlyList<string>> rows) => output.Write(TerminalTable.Render(headings, rows, _options));

    /// <summary>A picture.</summary>
    /// <param name="chart">The chart.</param>
    public void Picture(Chart chart) => output.Write(TerminalChart.Render(chart, _options with { Width = Math.Min(abilities.Width, WidestPicture) }));
}
