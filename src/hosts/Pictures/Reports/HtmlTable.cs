using System.Text;
using Kirana.Pictures.Scales;
using Kirana.Pictures.Svg;

namespace Kirana.Pictures.Reports;

/// <summary>Writes a table, with small lines inside cells where they carry a series.</summary>
internal static class HtmlTable
{
    private const double SparkWidth = 90;
    private const double SparkHeight = 20;

    /// <summary>Writes a table.</summary>
    /// <param name="html">Where to.</param>
    /// <param name="table">The table.</param>
    public static void Write(StringBuilder html, Table table)
    {
        html.Append("<div class=\"scroll\"><table>\n");
        if (table.Caption.Length > 0)
            html.Append("<caption>").Append(HtmlReport.Text(table.Caption)).Append("</caption>\n");
        html.Append("<thead><tr>");
        foreach (var column in table.Columns)
            html.Append("<th scope=\"col\"").Append(column.IsNumber ? " class=\"number\">" : ">").Append(HtmlReport.Text(column.Title)).Append("</th>");
        html.Append("</tr></thead>\n<tbody>\n");
        foreach (var row in table.Rows)
        {
            html.Append("<tr>");
            for (var i = 0; i < row.Count; i++)
            {
                var classes = string.Join(' ', new[] { i < table.Columns.Count && table.Columns[i].IsNumber ? "number" : "", row[i].IsStrong ? "strong" : "" }
                    .Where(name => name.Length > 0));
                html.Append(classes.Length == 0 ? "<td>" : $"<td class=\"{classes}\">").Append(HtmlReport.Text(row[i].Text)).Append(Spark(row[i].Spark)).Append("</td>");
            }

            html.Append("</tr>\n");
        }

        html.Append("</tbody>\n</table></div>\n");
    }

    private static string Spark(IReadOnlyList<double> values)
    {
        var shown = values.Where(Scale.IsShown).ToArray();
        if (shown.Length < 2)
            return "";
        var scale = new LinearScale(Math.Min(0, shown.Min()), shown.Max());
        var path = new StringBuilder();
        var pen = 'M';
        for (var i = 0; i < values.Count; i++)
        {
            var place = scale.Place(values[i]);
            if (double.IsNaN(place))
            {
                pen = 'M';
                continue;
            }

            path.Append(pen).Append(SvgWriter.At(1 + (SparkWidth - 2) * i / (values.Count - 1))).Append(' ').Append(SvgWriter.At(SparkHeight - 2 - (SparkHeight - 4) * place));
            pen = 'L';
        }

        return $"<svg class=\"spark kirana\" width=\"{SvgWriter.At(SparkWidth)}\" height=\"{SvgWriter.At(SparkHeight)}\" aria-hidden=\"true\">"
            + $"<path class=\"line\" style=\"stroke-width:1.3\" stroke=\"var(--muted)\" d=\"{path}\"/></svg>";
    }
}
