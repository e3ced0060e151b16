using Kirana.Bench.Load.Scenarios;
using Kirana.Pictures.Charts;
using Kirana.Pictures.Reports;

namespace Kirana.Bench.Load.Reports;

/// <summary>Results as one self-contained page.</summary>
internal static class LoadReport
{
    private static readonly TableColumn[] s_columns = [new("Figure"), new("Value", true), new(""), new("Wanted"), new("")];

    /// <summary>Makes the page.</summary>
    /// <param name="results">The results.</param>
    /// <param name="settings">What was asked for.</param>
    public static string Of(IReadOnlyList<ScenarioResult> results, LoadSettings settings) => HtmlReport.Render(new Report
    {
        Title = "Kirana under load",
        Subtitle = $"{Environment.ProcessorCount} processors, shared by the server and the generator; {settings.Rate:0} requests a second where a rate is fixed",
        Sections = [.. results.Select(result => new Section(result.Name, [.. Blocks(result)]))],
        Footer = $"Made {TimeProvider.System.GetUtcNow():yyyy-MM-dd HH:mm} UTC. Latencies count from the moment a request was due, not from when it could be sent.",
    });

    private static IEnumerable<Block> Blocks(ScenarioResult result)
    {
        yield return new Prose(result.Says);
        yield return new Table(s_columns, [.. LoadTable.Rows(result).Select(row => (IReadOnlyList<Cell>)[.. row.Select(text => new Cell(text))])]);
        if (result.Line is { } line)
            yield return new Figure(new Chart
            {
                Title = line.Title, X = new Axis { Title = line.X }, Y = new Axis { Title = line.Y, Minimum = 0 },
                Marks = [new LineMark("", line.Xs, line.Ys)],
            });
    }
}
