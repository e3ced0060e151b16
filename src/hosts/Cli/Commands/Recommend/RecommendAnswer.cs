using System.Text.Json.Serialization;
using Kirana.Pipelines.Recommend;

namespace Kirana.Cli.Commands.Recommend;

/// <summary>A list of recommendations.</summary>
/// <param name="For">The customer's or item's id.</param>
/// <param name="Model">The version that answered.</param>
/// <param name="Note">What to know about the list, if there is something.</param>
/// <param name="List">The items, best first.</param>
internal sealed record RecommendAnswer(string For, string Model, string? Note, IReadOnlyList<ListedItem> List)
{
    /// <summary>What becomes of the item that the list stands beside; only for an item.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ItemPerformance? Performance { get; init; }

    /// <summary>Describes a list.</summary>
    /// <param name="list">The list.</param>
    public static RecommendAnswer Of(RecommendedList list) => new(list.For, list.Model, list.Note,
        [.. list.Items.Select((item, i) => new ListedItem(i + 1, item.Id, item.Title, item.Category, item.Price, item.Score, item.Source, item.Reasons) { Trace = item.Trace })]);
}
