using System.Text.Json.Serialization;
using Kirana.Pipelines.Recommend;

namespace Kirana.Cli.Commands.Recommend;

/// <summary>One place of a list.</summary>
/// <param name="Position">The place, from 1.</param>
/// <param name="Item">The item's id.</param>
/// <param name="Title">Its title.</param>
/// <param name="Category">Its category path.</param>
/// <param name="Price">Its price.</param>
/// <param name="Score">The model's score.</param>
/// <param name="Source">The model that put it there.</param>
/// <param name="Why">Reasons, strongest first; empty unless asked for.</param>
internal sealed record ListedItem(int Position, string Item, string Title, string Category, decimal? Price, float Score, string Source, IReadOnlyList<string> Why)
{
    /// <summary>How it came to its place; only if asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ItemTrace? Trace { get; init; }
}
