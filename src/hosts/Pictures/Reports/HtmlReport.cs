using System.Text;
using Kirana.Pictures.Charts;
using Kirana.Pictures.Svg;

namespace Kirana.Pictures.Reports;

/// <summary>Makes one self-contained HTML page of a report: style sheet and pictures inside, no script, nothing fetched.</summary>
/// <remarks>The page reads well between 400 and 1280 pixels, follows the reader's light or dark preference and prints. Each figure is drawn twice,
/// for wide and for narrow pages, so that its letters keep their size; one of the two is shown.</remarks>
public static class HtmlReport
{
    private const double Wide = 980;
    private const double Half = 470;
    private const double Narrow = 360;

    private static readonly Lazy<string> Sheet = new(() =>
    {
        using var stream = typeof(HtmlReport).Assembly.GetManifestResourceStream("Kirana.Pictures.Reports.report.css")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    });

    /// <summary>Renders a report. The same report gives the same text.</summary>
    /// <param name="report">The report.</param>
    public static string Render(Report report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var html = new StringBuilder();
        html.Append("<!DOCTYPE html>\n<html lang=\"").Append(Text(report.Language)).Append("\">\n<head>\n<meta charset=\"utf-8\">\n")
            .Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>").Append(Text(report.Title)).Append("</title>\n<style>\n")
            .Append(Sheet.Value).Append(SvgStyle.Sheet).Append("\n</style>\n</head>\n<body>\n<main>\n<header>\n<h1>").Append(Text(report.Title)).Append("</h1>\n");
        if (report.Subtitle.Length > 0)
            html.Append("<p class=\"subtitle\">").Append(Text(report.Subtitle)).Append("</p>\n");
        if (report.Sections.Count > 1)
        {
            html.Append("<nav>\n");
            for (var i = 0; i < report.Sections.Count; i++)
                html.Append("<a href=\"#s").Append(i + 1).Append("\">").Append(Text(report.Sections[i].Title)).Append("</a>\n");
            html.Append("</nav>\n");
        }

        html.Append("</header>\n");
        var figures = 0;
        for (var i = 0; i < report.Sections.Count; i++)
        {
            html.Append("<section id=\"s").Append(i + 1).Append("\">\n<h2>").Append(Text(report.Sections[i].Title)).Append("</h2>\n");
            foreach (var block in report.Sections[i].Blocks)
                Write(html, block, Wide, ref figures);
            html.Append("</section>\n");
        }

        if (report.Footer.Length > 0)
            html.Append("<footer>").Append(Text(report.Footer)).Append("</footer>\n");
        return html.Append("</main>\n</body>\n</html>\n").ToString();
    }

    private static void Write(StringBuilder html, Block block, double width, ref int figures)
    {
        switch (block)
        {
            case Prose prose:
                html.Append("<p>").Append(Text(prose.Text)).Append("</p>\n");
                break;
            case KeyNumbers numbers:
                Write(html, numbers);
                break;
            case Figure figure:
                Write(html, figure, width, ref figures);
                break;
            case Drawing drawing:
                Write(html, drawing);
                break;
            case Table table:
                HtmlTable.Write(html, table);
                break;
            case ItemList list:
                Write(html, list);
                break;
            case Columns columns:
                html.Append("<div class=\"columns\">\n");
                foreach (var inner in columns.Blocks)
                    Write(html, inner, columns.Blocks.Count > 1 ? Half : width, ref figures);
                html.Append("</div>\n");
                break;
        }
    }

    private static void Write(StringBuilder html, KeyNumbers numbers)
    {
        html.Append("<dl class=\"numbers\">\n");
        foreach (var number in numbers.Numbers)
        {
            html.Append("<div><dt>").Append(Text(number.Label));
            if (number.Note.Length > 0)
                html.Append("<br><span class=\"note\">").Append(Text(number.Note)).Append("</span>");
            html.Append("</dt><dd class=\"value\">").Append(Text(number.Value)).Append("</dd></div>\n");
        }

        html.Append("</dl>\n");
    }

    private static void Write(StringBuilder html, Figure figure, double width, ref int figures)
    {
        figures++;
        html.Append("<figure>\n<h3>").Append(Text(figure.Chart.Title)).Append("</h3>\n");
        var caption = string.Join(" ", new[] { figure.Chart.Subtitle, figure.Caption }.Where(text => text.Length > 0).Select(Sentence));
        if (caption.Length > 0)
            html.Append("<figcaption>").Append(Text(caption)).Append("</figcaption>\n");
        html.Append("<div class=\"wide\">").Append(Draw(figure.Chart, width, $"f{figures}w")).Append("</div>\n");
        html.Append("<div class=\"narrow\">").Append(Draw(figure.Chart, Narrow, $"f{figures}n")).Append("</div>\n</figure>\n");
    }

    private static void Write(StringBuilder html, Drawing drawing)
    {
        html.Append("<figure>\n<h3>").Append(Text(drawing.Title)).Append("</h3>\n");
        if (drawing.Caption.Length > 0)
            html.Append("<figcaption>").Append(Text(Sentence(drawing.Caption))).Append("</figcaption>\n");
        html.Append("<div class=\"scroll drawing\" tabindex=\"0\" role=\"img\" aria-label=\"").Append(Text(drawing.Title)).Append("\">\n").Append(drawing.Svg).Append("</div>\n</figure>\n");
    }

    private static string Draw(Chart chart, double width, string id) =>
        SvgChart.Render(chart, new SvgOptions { Width = width, Id = id, EmbedStyle = false, ShowTitle = false });

    private static void Write(StringBuilder html, ItemList list)
    {
        var element = list.Numbered ? "ol" : "ul";
        html.Append("<div class=\"list\">");
        if (list.Title.Length > 0)
            html.Append("<h3>").Append(Text(list.Title)).Append("</h3>");
        html.Append('<').Append(element).Append(">\n");
        foreach (var entry in list.Entries)
        {
            html.Append("<li>").Append(Text(entry.Text));
            if (entry.Detail.Length > 0)
                html.Append("<span class=\"detail\">").Append(Text(entry.Detail)).Append("</span>");
            html.Append("</li>\n");
        }

        html.Append("</").Append(element).Append("></div>\n");
    }

    private static string Sentence(string text) => text[^1] is '.' or '!' or '?' ? text : text + ".";

    /// <summary>Text inside an element or attribute; nothing in it is read as markup.</summary>
    /// <param name="text">Any text.</param>
    internal static string Text(string text) => SvgWriter.Escape(text);
}
