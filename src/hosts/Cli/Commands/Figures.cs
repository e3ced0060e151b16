using System.Globalization;

namespace Kirana.Cli.Commands;

/// <summary>Figures on their way to JSON and to people.</summary>
internal static class Figures
{
    /// <summary>The figures with null where JSON has no number.</summary>
    /// <param name="figures">Figures by name.</param>
    public static IReadOnlyDictionary<string, double?> Of(IReadOnlyDictionary<string, double> figures) =>
        figures.ToDictionary(pair => pair.Key, pair => Of(pair.Value), StringComparer.Ordinal);

    /// <summary>The figure, or null where JSON has no number.</summary>
    /// <param name="figure">A figure.</param>
    public static double? Of(double figure) => double.IsFinite(figure) ? figure : null;

    /// <summary>A figure for a table, with four digits behind the point.</summary>
    /// <param name="figure">The figure; a dash where there is none.</param>
    public static string Text(double? figure) => figure is { } value && double.IsFinite(value) ? value.ToString("0.0000", CultureInfo.InvariantCulture) : "–";
}
