using Kirana.Pictures.Charts;

namespace Kirana.Pictures.Terminal;

/// <summary>What tells one mark from another where there may be no colour: line patterns, letters, fillings.</summary>
internal static class TerminalMarks
{
    private const string Letters = "*o+x#@%&";
    private const string Fillings = "█▓▒░";
    private const string PlainFillings = "#=+-";

    /// <summary>The number of marks of the same type before a mark.</summary>
    /// <param name="chart">The chart.</param>
    /// <param name="index">The mark's index.</param>
    public static int Order(Chart chart, int index) => chart.Marks.Take(index).Count(mark => mark.GetType() == chart.Marks[index].GetType());

    /// <summary>The letter that draws a mark in ASCII.</summary>
    /// <param name="index">The mark's index.</param>
    public static char Letter(int index) => Letters[index % Letters.Length];

    /// <summary>What fills a bar.</summary>
    /// <param name="order">The bars' order among the bar marks.</param>
    /// <param name="options">The options; colours tell bars apart better than fillings.</param>
    public static char Filling(int order, TerminalOptions options) =>
        !options.Unicode ? PlainFillings[order % PlainFillings.Length] : options.Colour ? '█' : Fillings[order % Fillings.Length];

    /// <summary>The shade of a band, 1 for the outermost.</summary>
    /// <param name="depth">1 or more.</param>
    /// <param name="options">The options.</param>
    public static char Shade(int depth, TerminalOptions options) => options.Unicode ? depth == 1 ? '░' : depth == 2 ? '▒' : '▓' : depth == 1 ? '.' : ':';

    /// <summary>Whether a line shows a dot at a step of its way: solid, dashed or dotted by order, so that lines differ without colour.</summary>
    /// <param name="order">The line's order among the lines.</param>
    /// <param name="step">Dots from the line's beginning.</param>
    public static bool Shows(int order, int step) => (order % 3) switch { 0 => true, 1 => step % 5 < 3, _ => step % 3 == 0 };

    /// <summary>The legend's sample of a mark.</summary>
    /// <param name="chart">The chart.</param>
    /// <param name="index">The mark's index.</param>
    /// <param name="options">The options.</param>
    public static string Sample(Chart chart, int index, TerminalOptions options)
    {
        var order = Order(chart, index);
        return chart.Marks[index] switch
        {
            BarMark => new string(Filling(order, options), 2),
            BandMark => new string(Shade(order + 1, options), 2),
            LineMark when options.Unicode => options.Colour || order % 3 == 0 ? "──" : order % 3 == 1 ? "╌╌" : "··",
            PointMark when options.Unicode => "●",
            ErrorMark when options.Unicode => "├┤",
            HeatMark => options.Unicode ? "█" : "#",
            _ => Letter(index).ToString(),
        };
    }
}
