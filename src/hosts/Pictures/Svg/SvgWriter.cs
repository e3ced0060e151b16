using System.Globalization;
using System.Text;
using Kirana.Pictures.Charts;
using Kirana.Pictures.Text;

namespace Kirana.Pictures.Svg;

/// <summary>Writes SVG elements: escapes texts, cuts coordinates to a tenth of a pixel.</summary>
internal sealed class SvgWriter
{
    private readonly StringBuilder _text = new();

    /// <summary>Adds markup as it stands.</summary>
    /// <param name="markup">Well-formed markup.</param>
    public SvgWriter Raw(string markup)
    {
        _text.Append(markup);
        return this;
    }

    /// <summary>Adds a text element.</summary>
    /// <param name="x">Its anchor's place.</param>
    /// <param name="y">Its baseline.</param>
    /// <param name="text">What it says.</param>
    /// <param name="classes">Its style classes.</param>
    public void Label(double x, double y, string text, string classes = "")
    {
        if (text.Length > 0)
            Raw($"<text x=\"{At(x)}\" y=\"{At(y)}\"{Class(classes)}>{Escape(text)}</text>\n");
    }

    /// <summary>Adds a straight line of one pixel, upright or level, on the pixel grid.</summary>
    /// <param name="x1">Its beginning.</param>
    /// <param name="y1">Its beginning.</param>
    /// <param name="x2">Its end.</param>
    /// <param name="y2">Its end.</param>
    /// <param name="classes">Its style classes.</param>
    public void Rule(double x1, double y1, double x2, double y2, string classes)
    {
        var level = Math.Abs(y1 - y2) < 0.01;
        var across = level ? $"M{At(x1)} {Crisp(y1)}H{At(x2)}" : $"M{Crisp(x1)} {At(y1)}V{At(y2)}";
        Raw($"<path d=\"{across}\"{Class(classes)}/>\n");
    }

    /// <summary>A coordinate as text.</summary>
    /// <param name="value">Pixels.</param>
    public static string At(double value)
    {
        var tenths = double.IsFinite(value) ? Math.Round(Math.Clamp(value, -100_000, 100_000) * 10) : 0;
        return ((int)tenths / 10.0).ToString("0.#", CultureInfo.InvariantCulture);
    }

    /// <summary>The value of a <c>fill</c> or <c>stroke</c> attribute.</summary>
    /// <param name="hue">A settled colour.</param>
    public static string Colour(Hue hue) => hue switch
    {
        Hue.Ink => "var(--ink)",
        Hue.Muted => "var(--muted)",
        Hue.Vermilion => "var(--vermilion)",
        Hue.Green => "var(--green)",
        Hue.Purple => "var(--purple)",
        Hue.Orange => "var(--orange)",
        Hue.Sky => "var(--sky)",
        _ => "var(--blue)",
    };

    /// <summary>A text inside an element or attribute; what XML cannot hold becomes U+FFFD.</summary>
    /// <param name="text">Any text.</param>
    public static string Escape(string text) => Glyphs.Printable(text)
        .Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal).Replace("\"", "&quot;", StringComparison.Ordinal);

    /// <summary>A title child, which browsers show on hovering; several lines are joined by line breaks.</summary>
    /// <param name="lines">The lines.</param>
    public static string Hover(params IEnumerable<string> lines) =>
        $"<title>{string.Join("&#10;", lines.Where(line => line.Length > 0).Select(Escape))}</title>";

    public override string ToString() => _text.ToString();

    private static string Crisp(double value) => (Math.Floor(value) + 0.5).ToString("0.0", CultureInfo.InvariantCulture);

    private static string Class(string classes) => classes.Length == 0 ? "" : $" class=\"{classes}\"";
}
