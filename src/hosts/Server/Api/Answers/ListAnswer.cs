using System.ComponentModel;
using Kirana.Pipelines.Recommend;
using Kirana.Pipelines.Serving;

namespace Kirana.Server.Api.Answers;

/// <summary>A list of items.</summary>
/// <param name="List">The list's id.</param>
/// <param name="For">Whom or what it is for.</param>
/// <param name="Model">The version that answered.</param>
/// <param name="Degraded">Whether less than the model answered.</param>
/// <param name="Note">What else to know.</param>
/// <param name="Items">The items, best first.</param>
internal sealed record ListAnswer(
    [property: Description("The list's id; events that answer to it carry it in `list`, with the item's `position`.")] string List,
    [property: Description("The user's or item's id; empty for a stranger.")] string For,
    [property: Description("The model version that answered; `none` while the shop has no model.")] string Model,
    [property: Description("Whether something less than the model answered: the popular list, or nothing.")] bool Degraded,
    [property: Description("Why, or what else to know.")] string? Note,
    [property: Description("The items, best first. Scores are on the model's own scale; reasons come with `why`, traces with `explain`.")] IReadOnlyList<RecommendedItem> Items)
{
    /// <summary>A list as it was served.</summary>
    /// <param name="list">The list.</param>
    public static ListAnswer Of(ServedList list) => new(list.Id, list.For, list.Model, list.Degraded, list.Note, list.Items);
}
