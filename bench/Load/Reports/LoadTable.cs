using Kirana.Bench.Load.Scenarios;
using Kirana.Pictures.Terminal;

namespace Kirana.Bench.Load.Reports;

/// <summary>A result as a table for the terminal.</summary>
internal static class LoadTable
{
    /// <summary>Renders a result.</summary>
    /// <param name="result">The result.</param>
    public static string Of(ScenarioResult result) =>
        $"\n{result.Name}: {result.Says}\n" + TerminalTable.Render(["", ">", "", "wanted", ""], Rows(result), new TerminalOptions { Width = 100 });

    /// <summary>The cells: name, figure, unit, what it should be, and whether it is.</summary>
    /// <param name="result">The result.</param>
    public static IEnumerable<IReadOnlyList<string>> Rows(ScenarioResult result) => result.Figures.Select(figure => (IReadOnlyList<string>)
    [
        figure.Name, Number(figure.Value), figure.Unit,
        figure.AtMost is { } most ? $"≤ {Number(most)}" : figure.AtLeast is { } least ? $"≥ {Number(least)}" : "",
        figure.Met switch { true => "met", false => "MISSED", null => "" },
    ]);

    private static string Number(double value) => double.IsNaN(value) ? "–" : Math.Abs(value) >= 100 ? $"{value:#,0}" : $"{value:0.##}";
}
