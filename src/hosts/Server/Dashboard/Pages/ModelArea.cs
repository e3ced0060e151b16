namespace Kirana.Server.Dashboard.Pages;

/// <summary>An area of the registry as the models page shows it.</summary>
/// <param name="Key">Its name in the registry.</param>
/// <param name="Title">Its name for people.</param>
/// <param name="Note">What its figures were measured on.</param>
/// <param name="Answers">What its models answer.</param>
/// <param name="Headline">The figures that tell most.</param>
internal sealed record ModelArea(string Key, string Title, string Note, string Answers, IReadOnlyList<string> Headline)
{
    /// <summary>All areas.</summary>
    public static IReadOnlyList<ModelArea> All { get; } =
    [
        new("recommend", "Recommendations", "Measured on the purchases of the last weeks, which training did not see", "recommendations", ["ndcg@10", "recall@10", "hit@10", "coverage@10"]),
        new("forecast", "Forecasts", "Measured on the last days of every product, which training did not see", "forecasts", ["mase", "mae", "rmsse", "coverage"]),
    ];
}
