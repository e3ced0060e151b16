using Kirana.Pipelines.Recommend;

namespace Kirana.Cli.Reports;

/// <summary>A customer: what was bought last and what is recommended.</summary>
/// <param name="Id">The customer's id.</param>
/// <param name="Bought">The items bought last, the newest first, with the day.</param>
/// <param name="DistinctItems">How many different items were bought in all.</param>
/// <param name="List">The list, with reasons.</param>
internal sealed record CustomerStory(string Id, IReadOnlyList<(string Item, DateOnly Day)> Bought, int DistinctItems, RecommendedList List);
