using Kirana.Cli.Screens;
using Kirana.Numerics.Statistics;

namespace Kirana.Cli.Commands;

/// <summary>Figures of a model and of the models it is compared with, on their way to JSON and to people.</summary>
internal static class Scores
{
    /// <summary>The estimates by name; null where JSON has no number.</summary>
    /// <param name="metrics">Figures with intervals.</param>
    public static IReadOnlyDictionary<string, double?> Estimates(IReadOnlyDictionary<string, Interval> metrics) =>
        metrics.ToDictionary(pair => pair.Key, pair => Figures.Of(pair.Value.Estimate), StringComparer.Ordinal);

    /// <summary>The limits of 95 % by name: lower and upper.</summary>
    /// <param name="metrics">Figures with intervals.</param>
    public static IReadOnlyDictionary<string, double?[]> Limits(IReadOnlyDictionary<string, Interval> metrics) =>
        metrics.ToDictionary(pair => pair.Key, pair => new[] { Figures.Of(pair.Value.Lower), Figures.Of(pair.Value.Upper) }, StringComparer.Ordinal);

    /// <summary>The estimates of several models.</summary>
    /// <param name="models">Figures by model.</param>
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, double?>> Estimates(
        IReadOnlyDictionary<string, IReadOnlyDictionary<string, Interval>> models) =>
        models.ToDictionary(pair => pair.Key, pair => Estimates(pair.Value), StringComparer.Ordinal);

    /// <summary>Shows figures with their intervals.</summary>
    /// <param name="screen">Where to.</param>
    /// <param name="metrics">Figures with intervals.</param>
    public static void Show(Screen screen, IReadOnlyDictionary<string, Interval> metrics) =>
        screen.Table(["figure", ">value", ">95 % from", ">to"], metrics.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (IReadOnlyList<string>)
            [pair.Key, Figures.Text(pair.Value.Estimate), Figures.Text(pair.Value.Lower), Figures.Text(pair.Value.Upper)]));

    /// <summary>Shows some figures of several models, one row each.</summary>
    /// <param name="screen">Where to.</param>
    /// <param name="names">The figures.</param>
    /// <param name="models">Figures by model, in the order of the rows.</param>
    public static void Compare(Screen screen, IReadOnlyList<string> names, IEnumerable<KeyValuePair<string, IReadOnlyDictionary<string, Interval>>> models) =>
        screen.Table(["model", .. names.Select(name => ">" + name)], models.Select(model => (IReadOnlyList<string>)
            [model.Key, .. names.Select(name => model.Value.TryGetValue(name, out var figure) ? Figures.Text(figure.Estimate) : "–")]));
}
