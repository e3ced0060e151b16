using Kirana.Numerics.Statistics;

namespace Kirana.Operate.Registry;

/// <summary>Figures with intervals as a <see cref="ModelVersion"/> keeps them: estimates by name, and limits by the same names beside them.</summary>
public static class ModelFigures
{
    /// <summary>The estimates.</summary>
    /// <param name="figures">Figures with intervals.</param>
    public static IReadOnlyDictionary<string, double> Estimates(IReadOnlyDictionary<string, Interval> figures) =>
        figures.ToDictionary(pair => pair.Key, pair => pair.Value.Estimate, StringComparer.Ordinal);

    /// <summary>The estimates of several models.</summary>
    /// <param name="models">Figures with intervals, by model.</param>
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, double>> Estimates(
        IReadOnlyDictionary<string, IReadOnlyDictionary<string, Interval>> models) =>
        models.ToDictionary(pair => pair.Key, pair => Estimates(pair.Value), StringComparer.Ordinal);

    /// <summary>The limits: lower, upper.</summary>
    /// <param name="figures">Figures with intervals.</param>
    public static IReadOnlyDictionary<string, double[]> Limits(IReadOnlyDictionary<string, Interval> figures) =>
        figures.ToDictionary(pair => pair.Key, pair => new[] { pair.Value.Lower, pair.Value.Upper }, StringComparer.Ordinal);
}
