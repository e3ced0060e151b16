using System.Text.RegularExpressions;

namespace Kirana.Server.Dashboard.Wording;

/// <summary>One figure of a model with its 95 % interval, in words.</summary>
/// <remarks>Registered versions keep estimates by name, those of slices as <c>repeats/recall@20</c> or <c>item-week/mase</c>, and limits by
/// the same names beside them.</remarks>
/// <param name="Key">The name as registered.</param>
/// <param name="Scope">What it was measured on, such as <c>item-week</c> or <c>repeats</c>; empty for the main figures.</param>
/// <param name="Name">The figure, such as <c>recall</c>.</param>
/// <param name="Length">The list length it counts, or <see langword="null"/>.</param>
/// <param name="Estimate">Its value.</param>
/// <param name="Lower">The interval's lower end; NaN if there is none.</param>
/// <param name="Upper">The interval's upper end; NaN if there is none.</param>
internal sealed partial record ModelFigure(string Key, string Scope, string Name, int? Length, double Estimate, double Lower, double Upper)
{
    private static readonly string[] Order =
        ["ndcg", "recall", "hit", "precision", "map", "mrr", "coverage", "mase", "mae", "wape", "rmsse", "rmse", "smape", "wql", "pinball", "crps", "bias"];

    /// <summary>What it is called.</summary>
    public string Words => (Name switch
    {
        "recall" => "Recall",
        "ndcg" => "Ranking quality",
        "hit" => "Customers with a hit",
        "precision" => "Precision",
        "map" => "Average precision",
        "mrr" => "Reciprocal rank",
        "coverage" when Length is not null => "Catalogue shown",
        "coverage" => "Inside the 80 % interval",
        "mase" => "Scaled error",
        "mae" => "Absolute error",
        "wape" => "Error over units",
        "rmsse" => "Scaled squared error",
        "rmse" => "Root mean squared error",
        "smape" => "Symmetric error",
        "wql" => "Quantile loss",
        "crps" => "Distribution error",
        "pinball" => "Pinball loss",
        "bias" => "Bias",
        _ => Say.Title(Name),
    }) + (Length is { } length ? $", first {length}" : "");

    /// <summary>What it measures, in one line.</summary>
    public string Meaning => Name switch
    {
        "recall" => "Share of later purchases that the list held (recall)",
        "ndcg" => "Hits count more the higher they stand (NDCG)",
        "hit" => "Share of customers whose list held a later purchase (hit rate)",
        "precision" => "Share of the list that was bought later",
        "map" => "Precision at every hit, averaged (MAP)",
        "mrr" => "One over the place of the first hit (MRR)",
        "coverage" when Length is not null => "Share of the catalogue on anybody's list",
        "coverage" => "Best near 80 %",
        "mase" => "Below 1 beats repeating last week, as it did before (MASE)",
        "mae" => "Units a step, on average (MAE)",
        "wape" => "Absolute errors over units sold (WAPE)",
        "rmsse" => "Large misses count more (RMSSE)",
        "rmse" => "In units; large misses count more (RMSE)",
        "smape" => "Errors over the mean of forecast and truth (sMAPE)",
        "wql" => "Over all quantiles, scaled by units (WQL)",
        "pinball" => "Over all quantiles, in units",
        "crps" => "The whole distribution against the truth (CRPS)",
        "bias" => "Units a step forecast too many; best near 0",
        _ => "",
    };

    /// <summary>What it was measured on, in words; empty for the main figures.</summary>
    public string ScopeWords => Scope switch
    {
        "" => "",
        "repeats" => "Repeat purchases allowed",
        "new-users" => "Customers without a history",
        "item-week" => "Products by week",
        "item-location-day" => "Products by location and day",
        "item-location-week" => "Products by location and week",
        _ => Say.Title(Scope),
    };

    private bool IsShare => Name is "recall" or "hit" or "precision" or "coverage" or "wape";

    /// <summary>A value of this figure as text.</summary>
    /// <param name="value">The value.</param>
    public string Text(double value) => IsShare ? Say.Percent(value) : Say.Figure(value);

    /// <summary>The interval as text; empty if there is none.</summary>
    public string Interval => double.IsFinite(Lower) && double.IsFinite(Upper) ? $"{Text(Lower)} to {Text(Upper)}" : "";

    /// <summary>Whether this value is better than another; <see langword="null"/> where they are equal or nothing can be said.</summary>
    /// <param name="other">The other value.</param>
    public bool? IsBetterThan(double other)
    {
        if (!double.IsFinite(Estimate) || !double.IsFinite(other) || Estimate.Equals(other))
            return null;
        return Name switch
        {
            "bias" => Math.Abs(Estimate) < Math.Abs(other),
            "coverage" when Length is null => Math.Abs(Estimate - 0.8) < Math.Abs(other - 0.8),
            "recall" or "ndcg" or "hit" or "precision" or "map" or "mrr" or "coverage" => Estimate > other,
            "mase" or "mae" or "wape" or "rmsse" or "rmse" or "smape" or "wql" or "pinball" or "crps" => Estimate < other,
            _ => null,
        };
    }

    /// <summary>Reads figures, the main ones first.</summary>
    /// <param name="metrics">Figures by name, as a version keeps them.</param>
    /// <param name="intervals">Their limits of 95 %, lower and upper, where there are any.</param>
    public static IReadOnlyList<ModelFigure> Read(IReadOnlyDictionary<string, double> metrics, IReadOnlyDictionary<string, double[]>? intervals = null) =>
        [.. metrics.Select(pair => Read(pair.Key, pair.Value, intervals?.GetValueOrDefault(pair.Key)))
            .OrderBy(figure => figure.Scope.Length > 0).ThenBy(figure => figure.Scope, StringComparer.Ordinal)
            .ThenBy(figure => figure.Length ?? 0).ThenBy(Place)
            .ThenBy(figure => figure.Name, StringComparer.Ordinal)];

    // A forecast's coverage is one of its last figures, a recommender's one of its first.
    private static int Place(ModelFigure figure) =>
        figure is { Name: "coverage", Length: null } ? Order.Length : Array.IndexOf(Order, figure.Name) is >= 0 and var place ? place : int.MaxValue;

    private static ModelFigure Read(string key, double value, double[]? limits)
    {
        var parts = Parts().Match(key);
        var (lower, upper) = limits is [var low, var high] ? (low, high) : (double.NaN, double.NaN);
        return new ModelFigure(
            key, parts.Groups["scope"].Value, parts.Groups["name"].Value, int.TryParse(parts.Groups["length"].ValueSpan, out var length) ? length : null,
            value, lower, upper);
    }

    [GeneratedRegex("^((?<scope>[^@/]+)/)?(?<name>[^@]*)(@(?<length>[0-9]+))?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parts();
}
