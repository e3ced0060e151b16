using Kirana.Pictures.Charts;
using Kirana.Pictures.Terminal;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Kirana.Cli.Screens;

/// <summary>Shows results to a person on standard output: lines, tables, pictures; plain text where there is no terminal or no colour is wanted.</summary>
internal sealed class Screen
{
    private readonly TextWriter _output;
    private readonly TerminalAbilities _abilities;
    private readonly IAnsiConsole _console;

    /// <summary>Creates a screen.</summary>
    /// <param name="output">Where text goes.</param>
    /// <param name="abilities">What that place can show.</param>
    public Screen(TextWriter output, TerminalAbilities abilities)
    {
        _output = output;
        _abilities = abilities;
        _console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = abilities.Colour ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = abilities.Colour ? ColorSystemSupport.EightBit : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(output),
        });
        _console.Profile.Width = abilities.Width;
        _console.Profile.Capabilities.Unicode = abilities.Unicode;
    }

    /// <summary>A line of text as it stands.</summary>
    /// <param name="text">The text.</param>
    public void Line(string text = "") => _output.WriteLine(text);

    /// <summary>A line that heads what follows.</summary>
    /// <param name="text">The text.</param>
    public void Heading(string text)
    {
        _output.WriteLine();
        _output.WriteLine(_abilities.Colour ? $"\u001b[1m{text}\u001b[0m" : text);
    }

    /// <summary>Names and values below each other, the values lined up.</summary>
    /// <param name="facts">The facts.</param>
    public void Facts(params ReadOnlySpan<(string Name, string Value)> facts)
    {
        var width = 0;
        foreach (var fact in facts)
            width = Math.Max(width, fact.Name.Length);
        foreach (var (name, value) in facts)
            _output.WriteLine($"{name.PadRight(width)}  {value}");
    }

    /// <summary>A table. Headings that begin with <c>&gt;</c> head numbers, which stand at the right edge.</summary>
    /// <param name="headings">The headings.</param>
    /// <param name="rows">The cells, row by row.</param>
    public void Table(IReadOnlyList<string> headings, IEnumerable<IReadOnlyList<string>> rows)
    {
        var table = new Table { Border = new PlainBorder(), ShowRowSeparators = false };
        foreach (var heading in headings)
        {
            var isNumber = heading.StartsWith('>');
            var column = new TableColumn(new Markup($"[bold]{Markup.Escape(heading.TrimStart('>'))}[/]")) { Padding = new Padding(0, 0, 2, 0), NoWrap = isNumber };
            table.AddColumn(isNumber ? column.RightAligned() : column);
        }

        foreach (var row in rows)
            table.AddRow(row.Select(cell => (IRenderable)new Text(cell)).ToArray());
        _console.Write(table);
    }

    /// <summary>A picture.</summary>
    /// <param name="chart">The chart.</param>
    public void Picture(Chart chart) => _output.Write(TerminalChart.Render(chart,
        new TerminalOptions { Width = Math.Min(_abilities.Width, 110), Unicode = _abilities.Unicode, Colour = _abilities.Colour }));

    /// <summary>A series as a word of blocks.</summary>
    /// <param name="values">The values.</param>
    public string Spark(IReadOnlyList<double> values) => Sparkline.Of(values, _abilities.Unicode);
}
