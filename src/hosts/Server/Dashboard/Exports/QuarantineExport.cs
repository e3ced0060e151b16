using System.Text;
using Kirana.Operate.Stores;
using Kirana.Pipelines.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kirana.Server.Dashboard.Exports;

/// <summary>The quarantine as a CSV file for a spreadsheet (RFC 4180, UTF-8 with a mark).</summary>
/// <remarks>A quarantined line holds whatever somebody sent. A spreadsheet runs a cell that begins with <c>=</c>, <c>+</c>, <c>-</c>,
/// <c>@</c>, a tab or a line end as a formula, so such a cell gets an apostrophe before it (OWASP, “CSV Injection”).</remarks>
internal static class QuarantineExport
{
    private const int Most = 100_000;

    /// <summary>Maps the download.</summary>
    /// <param name="routes">Where to.</param>
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/quarantine.csv", (ShopServing serving, string? reason) =>
            Results.File(Encoding.UTF8.GetBytes('\uFEFF' + Text(serving.Shop.Records.Quarantine(Most), reason)), "text/csv; charset=utf-8", "quarantine.csv"))
            .ExcludeFromDescription();

    /// <summary>The file's text.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="reason">Only those set aside for this reason; all if <see langword="null"/> or empty.</param>
    public static string Text(IEnumerable<QuarantinedLine> lines, string? reason)
    {
        var text = new StringBuilder("file,line,reason,column,detail,text\r\n");
        foreach (var line in lines)
            if (string.IsNullOrEmpty(reason) || string.Equals(line.Reason, reason, StringComparison.Ordinal))
                text.Append(Cell(line.File)).Append(',').Append(line.Line).Append(',').Append(Cell(line.Reason)).Append(',')
                    .Append(Cell(line.Column ?? "")).Append(',').Append(Cell(line.Detail)).Append(',').Append(Cell(line.Text)).Append("\r\n");
        return text.ToString();
    }

    private static string Cell(string value)
    {
        if (value.Length > 0 && value[0] is ('=' or '+' or '-' or '@' or '\t' or '\r' or '\n'))
            value = "'" + value;
        return value.AsSpan().IndexOfAny("\",\r\n\t'") < 0 ? value : $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
