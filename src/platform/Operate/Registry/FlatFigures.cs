namespace Kirana.Operate.Registry;

/// <summary>Reads figures as registries kept them at first: limits beside the figure as <c>mase-lower</c> or <c>ndcg@10:lower</c>, slices as
/// <c>repeats:ndcg@10</c>.</summary>
internal static class FlatFigures
{
    private static readonly string[] Lower = [":lower", "-lower"];
    private static readonly string[] Upper = [":upper", "-upper"];

    /// <summary>The figures without their limits, under today's names; the very same where nothing is flat.</summary>
    /// <param name="figures">Figures by name.</param>
    public static IReadOnlyDictionary<string, double> Estimates(IReadOnlyDictionary<string, double> figures) =>
        figures is null || !figures.Keys.Any(name => IsLimit(name) || name.Contains(':', StringComparison.Ordinal))
            ? figures!
            : figures.Where(pair => !IsLimit(pair.Key)).ToDictionary(pair => Today(pair.Key), pair => pair.Value, StringComparer.Ordinal);

    /// <summary>The same for several models.</summary>
    /// <param name="models">Figures by model.</param>
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, double>> Estimates(IReadOnlyDictionary<string, IReadOnlyDictionary<string, double>> models) =>
        models is null || models.Values.All(figures => ReferenceEquals(figures, Estimates(figures)))
            ? models!
            : models.ToDictionary(pair => pair.Key, pair => Estimates(pair.Value), StringComparer.Ordinal);

    /// <summary>The limits among the figures, by the figure's name of today.</summary>
    /// <param name="figures">Figures by name.</param>
    public static IReadOnlyDictionary<string, double[]> Limits(IReadOnlyDictionary<string, double> figures)
    {
        var limits = new Dictionary<string, double[]>(StringComparer.Ordinal);
        foreach (var name in figures?.Keys ?? [])
            for (var i = 0; i < Lower.Length; i++)
                if (name.EndsWith(Lower[i], StringComparison.Ordinal) && name[..^Lower[i].Length] is var figure && figures!.TryGetValue(figure + Upper[i], out var upper))
                    limits[Today(figure)] = [figures[name], upper];
        return limits;
    }

    private static bool IsLimit(string name) => Lower.Concat(Upper).Any(end => name.EndsWith(end, StringComparison.Ordinal));

    private static string Today(string name) => name.Replace(':', '/');
}
